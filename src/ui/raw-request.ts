import type { Exchange, Header } from '../core/exchange.ts';

type Request = Exchange['request'];

/** A request as it stands on the wire. */
export function requestText({ method, url, headers, body }: Request): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const path = parsed ? url.slice(url.indexOf(parsed.host) + parsed.host.length) || '/' : url;
  const hasHost = headers.some(([name]) => name.toLowerCase() === 'host');
  const host: Header[] = parsed && !hasHost ? [['Host', parsed.host]] : [];
  return lines([`${method} ${path} HTTP/1.1`, ...[...host, ...headers].map(headerText)], body);
}

export function responseText({ status, headers, body }: NonNullable<Exchange['response']>): string {
  return lines([`HTTP/1.1 ${status}`, ...headers.map(headerText)], readable(body));
}

/** With a line break before each parameter, as the RFCs print requests. */
export function brokenUp(text: string): string {
  const [head = '', ...rest] = text.split('\n\n');
  const [first = '', ...headers] = head.split('\n');
  const body = rest.join('\n\n');
  const isForm = /^[^\s{<[]+=(?:<[^<>\n]*>|[^\s<])*&/.test(body);
  const blocks = [[breakAt(first, /(?=[?&])/), ...headers].join('\n'), isForm ? breakAt(body, /(?=&)/) : body];
  return blocks.filter(Boolean).join('\n\n');
}

function breakAt(line: string, at: RegExp): string {
  return line.split(at).join('\n  ');
}

function headerText([name, value]: Header): string {
  return `${name}: ${value}`;
}

function lines(head: string[], body: string): string {
  return body ? `${head.join('\n')}\n\n${body}` : head.join('\n');
}

/** JSON in one line is hard to read. */
function readable(body: string): string {
  try {
    return /^\s*[{[]/.test(body) ? JSON.stringify(JSON.parse(body), undefined, 2) : body;
  } catch {
    // Broken JSON is shown as it came: that is what the tester looks for.
    return body;
  }
}
