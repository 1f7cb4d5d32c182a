import type { Exchange, Header, Trace } from '../core/exchange.ts';
import { findingText } from '../core/finding-text.ts';

/** Traces as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), one page for each trace. */
export function toHar(traces: readonly Trace[], version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Tokendock', version },
      pages: traces.map(({ id, what, startedAt }) => ({
        id,
        title: what,
        startedDateTime: new Date(startedAt).toISOString(),
        pageTimings: {},
      })),
      entries: traces.flatMap(({ id, exchanges }) => exchanges.map((exchange) => entry(id, exchange))),
    },
  };
}

/** What was not measured is -1, as the format says. */
function entry(pageref: string, { at, took, request, response, purpose, findings }: Exchange): object {
  const notes = [purpose, ...findings.map(findingText).map(({ sentence, section }) => `${sentence} (${section})`)];
  return {
    pageref,
    startedDateTime: new Date(at).toISOString(),
    time: took,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: request.headers.map(pair),
      queryString: [...new URL(request.url).searchParams].map(pair),
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
