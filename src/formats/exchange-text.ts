import type { Exchange, Header, Trace } from '../core/exchange.ts';
import { findingText } from '../core/finding-text.ts';

/** A trace as one reads HTTP in an RFC: every exchange with its purpose, request, answer and findings. */
export function traceText(trace: Pick<Trace, 'exchanges'>): string {
  return trace.exchanges.map(exchangeText).join('\n\n');
}

/** One exchange as text. Its secrets were masked when it was recorded. */
export function exchangeText(exchange: Exchange): string {
  const { purpose, at, took, request, response, findings } = exchange;
  const parts = [
    `# ${purpose}, ${new Date(at).toISOString()}, ${took} ms`,
    requestText(request),
    response ? answerText(response) : '# no answer',
    ...findings.map(findingText).map(({ sentence, section }) => `# ${sentence} (${section})`),
  ];
  return parts.join('\n\n');
}

/** A request line, headers, and the body as it was sent. */
export function requestText({ method, url, headers, body }: Exchange['request']): string {
  // Not by `URL`: in a preview the host may be in words.
  const [, host = '', path = ''] = /^[a-z]+:\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  return message(`${method} ${path.startsWith('/') ? path : `/${path}`} HTTP/1.1`, [['Host', host], ...headers], body);
}

function answerText({ status, headers, body }: NonNullable<Exchange['response']>): string {
  return message(`HTTP/1.1 ${status}`, headers, body);
}

function message(first: string, headers: readonly Header[], body: string): string {
  const lines = [first, ...headers.map(([name, value]) => `${named(name)}: ${value}`)];
  return body ? `${lines.join('\n')}\n\n${body}` : lines.join('\n');
}

/** `content-type` as the RFCs write it: Content-Type. */
function named(name: string): string {
  const special: Record<string, string> = { dpop: 'DPoP', 'www-authenticate': 'WWW-Authenticate', etag: 'ETag' };
  return special[name.toLowerCase()] ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
