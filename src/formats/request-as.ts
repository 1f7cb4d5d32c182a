import type { PreviewedRequest } from '../core/previewed-request.ts';
import { cmdQuoted, shellQuoted } from './shell-quoted.ts';

/** How a request is written for other tools: curl in a POSIX shell or at the Windows prompt, HTTPie, or a `.http` file. */
export const requestForms = ['curl', 'curl-windows', 'httpie', 'http-file'] as const;
export type RequestForm = (typeof requestForms)[number];

type Request = Pick<PreviewedRequest, 'method' | 'url' | 'headers' | 'body'>;

/** A request as another tool takes it. */
export function requestAs(form: RequestForm, request: Request): string {
  switch (form) {
    case 'curl':
      return curl(request, shellQuoted, ' \\\n  ');
    case 'curl-windows':
      return curl(request, cmdQuoted, ' ^\n  ');
    case 'httpie':
      return httpie(request);
    case 'http-file':
      return httpFile(request);
  }
}

function curl({ method, url, headers, body }: Request, quote: (text: string) => string, between: string): string {
  const isPlain = method === (body ? 'POST' : 'GET');
  const parts = [
    `curl${isPlain ? '' : ` -X ${word(method, quote)}`} ${quote(url)}`,
    ...headers.map(([name, value]) => `-H ${quote(value ? `${name}: ${value}` : `${name};`)}`),
    ...(body ? [`--data-raw ${quote(body)}`] : []),
  ];
  return parts.join(between);
}

/** A page may call its method what it likes, also something that a shell would run (RFC 9110, section 5.6.2). */
function word(method: string, quote: (text: string) => string): string {
  return /^[A-Za-z-]+$/.test(method) ? method : quote(method);
}

/**
 * HTTPie takes the body as it is with `--raw`. A value that begins with `=` or `@` would mean JSON or a file, so that sign is escaped
 * (https://httpie.io/docs/cli/escaping-rules).
 */
function httpie({ method, url, headers, body }: Request): string {
  const parts = [
    `http ${body ? `--raw ${shellQuoted(body)} ` : ''}${word(method, shellQuoted)} ${shellQuoted(url)}`,
    ...headers.map(([name, value]) => shellQuoted(value ? `${name}:${value.replace(/^[=@]/, '\\$&')}` : `${name};`)),
  ];
  return parts.join(' \\\n  ');
}

function httpFile({ method, url, headers, body }: Request): string {
  const head = [`${method.replace(/\s/g, '')} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join(
    '\n',
  );
  return body ? `${head}\n\n${body}` : head;
}
