import { joinedLines } from './joined-lines.ts';
import type { PastedRequest } from './pasted-request.ts';
import { headerOf } from './pasted-request.ts';
import { quoted } from './quoted.ts';

const requestLine = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\S+)(?:\s+HTTP\/[\d.]+)?$/;
const headerLine = /^([!#$%&'*+.^`|~\w-]+):[ \t]*(.*)$/;
const versionLine = /^HTTP\/[\d.]+$/;
const answerLine = /^HTTP\/[\d.]+\s+\d{3}/;

/** Whether a text has the first line of a request in it. */
export function hasRequestLine(text: string): boolean {
  return joinedLines(text).some((line) => requestLine.test(line.trim()));
}

/** The body in lines: texts that grow are slow. */
type Part = Omit<PastedRequest, 'body'> & { at: 'start' | 'head' | 'body' | 'answer'; body: string[] };

/**
 * Reads requests as RFCs and documentation print them: request line, headers, body. Long lines may go on with `&` or `?` in the next one,
 * the empty line before a form may be missing, `Host` may stand first, words may stand between requests. The URL is absolute if there is a `Host`.
 */
export function readHttpRequests(text: string): { requests: PastedRequest[]; notUnderstood: string[] } {
  const notUnderstood: string[] = [];
  const parts: Part[] = [];
  const begin = (): Part => {
    const part: Part = { method: '', url: '', headers: [], body: [], at: 'start' };
    parts.push(part);
    return part;
  };
  let part = begin();
  for (const raw of joinedLines(text)) {
    const line = raw.trim();
    const [, method, target] = requestLine.exec(line) ?? [];
    const [, name, value] = headerLine.exec(line) ?? [];
    if (method && target) {
      if (part.method) part = begin();
      Object.assign(part, { method, url: target, at: 'head' });
    } else if (answerLine.test(line)) {
      notUnderstood.push('A server’s answer stood between the requests, and was left out.');
      part = begin();
      part.at = 'answer';
    } else if (line.startsWith('###') || (part.at !== 'body' && /^(#|\/\/)/.test(line))) {
      // What separates requests in .http files, and comments.
      if (line.startsWith('###') && part.method) part = begin();
    } else if (part.at === 'answer') {
      // Its headers and body.
    } else if (part.at === 'body' && !isForm(part)) part.body.push(`${raw}\n`);
    else if (!line) {
      if (part.at === 'head') part.at = part.headers.length > 0 ? 'body' : 'head';
    } else if (versionLine.test(line)) {
      if (part.at === 'body') part = begin();
    } else if (name && value !== undefined && part.at === 'body' && /^host$/i.test(name)) {
      part = begin();
      part.headers.push([name, value]);
    } else if (name && value !== undefined && part.at !== 'body') part.headers.push([name, value]);
    else if (part.method && /^[{[<]/.test(line)) {
      part.at = 'body';
      part.body.push(`${raw}\n`);
    } else if (part.method && /^[^\s=]+=/.test(line)) {
      part.at = 'body';
      part.body.push(part.body.length > 0 && !line.startsWith('&') ? `&${line}` : line);
    } else notUnderstood.push(`${quoted(line)} was not understood.`);
  }
  const requests = parts.filter(({ method }) => method).map(absolute);
  return { requests, notUnderstood };
}

function isForm({ headers, body }: Part): boolean {
  const type = headerOf(headers, 'content-type');
  return type ? /x-www-form-urlencoded/i.test(type) : !/^\s*[{[<]/.test(body[0] ?? '');
}

function absolute({ method, url, headers, body }: Part): PastedRequest {
  const host = headerOf(headers, 'host');
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(host ?? '');
  const full = host && url.startsWith('/') ? `${isLocal ? 'http' : 'https'}://${host}${url}` : url;
  return { method, url: full, headers, body: body.join('').trimEnd() };
}
