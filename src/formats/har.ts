import type { Exchange, Header, Trace } from '../core/exchange.ts';
import { findingText } from '../core/finding-text.ts';

/** One request and its answer; `took` in milliseconds, -1 where it was not measured. */
export type HarEntry = Pick<Exchange, 'at' | 'took' | 'request' | 'response'> & { notes: string[] };
export type HarPage = { id: string; title: string; startedAt: number; entries: HarEntry[] };

/** A trace as a page of an archive. */
export function harPage({ id, what, startedAt, exchanges }: Trace): HarPage {
  const entries = exchanges.map(({ findings, purpose, ...exchange }) => {
    const found = findings.map(findingText).map(({ sentence, section }) => `${sentence} (${section})`);
    return { ...exchange, notes: [purpose, ...found] };
  });
  return { id, title: what, startedAt, entries };
}

/** Requests as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/). */
export function toHar(pages: readonly HarPage[], version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Tokendock', version },
      pages: pages.map(({ id, title, startedAt }) => ({
        id,
        title,
        startedDateTime: new Date(startedAt).toISOString(),
        pageTimings: {},
      })),
      entries: pages.flatMap(({ id, entries }) => entries.map((each) => entry(id, each))),
    },
  };
}

/** What was not measured is -1, as the format says. */
function entry(pageref: string, { at, took, request, response, notes }: HarEntry): object {
  return {
    pageref,
    startedDateTime: new Date(at).toISOString(),
    time: Math.max(0, took),
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: request.headers.map(pair),
      queryString: [...new URLSearchParams(queryOf(request.url))].map(pair),
      ...(request.body && { postData: postData(request) }),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      // No answer came: what browsers write then.
      status: response?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: (response?.headers ?? []).map(pair),
      content: {
        size: response?.body.length ?? 0,
        mimeType: value(response?.headers ?? [], 'content-type'),
        text: response?.body ?? '',
      },
      redirectURL: value(response?.headers ?? [], 'location'),
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: took, receive: 0 },
    comment: notes.join('\n'),
  };
}

/** What is masked need not be a URL any more. */
function queryOf(url: string): string {
  return /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '';
}

/** The format lets a body be either `params` or `text`; forms are read more easily as the former, so both are given, as browsers do. */
function postData({ headers, body }: Exchange['request']): object {
  const mimeType = value(headers, 'content-type');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(mimeType);
  return { mimeType, params: isForm ? [...new URLSearchParams(body)].map(pair) : [], text: body };
}

function pair([name, value]: Header | [string, string]): { name: string; value: string } {
  return { name, value };
}

function value(headers: readonly Header[], wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}
