import type { PastedRequest } from './pasted-request.ts';
import { headerOf } from './pasted-request.ts';
import { quoted } from './quoted.ts';
import type { Command } from './shell-words.ts';

/** What a curl command would send, and the parts of it that were not understood, as sentences. */
export type ReadCommand = { request: PastedRequest; notUnderstood: string[] };

/** Options that say nothing about what is sent, without and with a value (https://curl.se/docs/manpage.html). */
const quiet = new Set(
  '-s -S -v -i -f -k -L -# -N -g -j -0 -4 -6 --silent --show-error --verbose --include --fail --fail-with-body --insecure --location --globoff --compressed --basic --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --tlsv1.2 --tlsv1.3 --no-buffer --no-progress-meter --progress-bar --path-as-is --ssl-no-revoke --location-trusted --post301 --post302 --post303'.split(
    ' ',
  ),
);
const quietWithValue = new Set(
  '-o -w -m -c -D --output --write-out --max-time --connect-timeout --retry --retry-delay --cacert --capath --cookie-jar --dump-header --trace --trace-ascii --stderr --max-redirs --ciphers --interface'.split(
    ' ',
  ),
);
const known = new Map(
  Object.entries({
    '-X': '--request',
    '-H': '--header',
    '-d': '--data',
    '--data-ascii': '--data',
    '--data-binary': '--data-raw',
    '-u': '--user',
    '-G': '--get',
    '-A': '--user-agent',
    '-e': '--referer',
    '-b': '--cookie',
    '-F': '--form',
    '-I': '--head',
    '-E': '--cert',
  }),
);
const withoutValue = new Set(['--get', '--head']);

/** Reads the words of a curl command: URL, method, headers, credentials and body as curl itself makes them of its options. */
export function readCurlCommand(command: Command): ReadCommand {
  const notUnderstood: string[] = [];
  const headers: PastedRequest['headers'] = [];
  const data: string[] = [];
  const query: string[] = [];
  let url = '';
  let method: string | undefined;
  let isGet = false;
  let type = 'application/x-www-form-urlencoded';

  const takes: Record<string, (value: string) => void> = {
    '--request': (value) => {
      method = value.toUpperCase();
    },
    '--url': (value) => {
      if (url) notUnderstood.push('The command has a second URL, which was left out.');
      else url = value;
    },
    '--header': (value) => addHeader(value),
    '--user-agent': (value) => headers.push(['User-Agent', value]),
    '--referer': (value) => headers.push(['Referer', value]),
    '--cookie': (value) => headers.push(['Cookie', value]),
    '--user': (value) => headers.push(['Authorization', `Basic ${base64(value.includes(':') ? value : `${value}:`)}`]),
    '--oauth2-bearer': (value) => headers.push(['Authorization', `Bearer ${value}`]),
    '--data': (value) => addData(value),
    '--data-raw': (value) => data.push(value),
    '--data-urlencode': (value) => addEncoded(value, data),
    '--url-query': (value) => addEncoded(value, query),
    '--json': (value) => {
      type = 'application/json';
      addData(value);
    },
    '--form': (value) => addForm(value),
    '--form-string': (value) => data.push(pair(value)),
    '--get': () => {
      isGet = true;
    },
    '--head': () => {
      method = 'HEAD';
    },
    '--cert': () =>
      notUnderstood.push(
        'The command shows a client certificate (--cert): the browser asks for its own, set it up there.',
      ),
  };

  function addHeader(line: string): void {
    const [, name, value = ''] = /^([^:;\s]+)\s*[:;]\s*([\s\S]*?)\s*$/.exec(line) ?? [];
    if (!name) notUnderstood.push('A header of the command has no name.');
    // `Name:` takes a header away that curl adds by itself, `Name;` sends an empty one.
    else if (value || line.trimEnd().endsWith(';')) headers.push([name, value]);
  }

  function addData(value: string): void {
    if (value.startsWith('@'))
      notUnderstood.push(`The file ${quoted(value.slice(1))} with the body can’t be read: paste what is in it.`);
    else data.push(value);
  }

  function addForm(value: string): void {
    if (/=\s*[@<]/.test(value))
      notUnderstood.push(`The file of ${quoted(value.replace(/=.*/, ''))} can’t be read: paste what is in it.`);
    else {
      notUnderstood.push('The command sends its body in parts (multipart): Tokendock sends it as a form.');
      data.push(pair(value.replace(/;type=[\w/+.-]+$/, '').replace(/="([\s\S]*)"$/, '=$1')));
    }
  }

  /** `content`, `=content`, `name=content`; with `@` in place of `=` a file. */
  function addEncoded(value: string, list: string[]): void {
    const [, name = '', sign, content = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(value) ?? [undefined, '', '=', value];
    if (sign === '@') notUnderstood.push(`The file ${quoted(content)} can’t be read: paste what is in it.`);
    else list.push(`${name && `${name}=`}${encodeURIComponent(content.toWellFormed())}`);
  }

  const rest = command.slice(1);
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      takes['--url']?.(word);
      continue;
    }
    const [option, attached] = word.startsWith('--')
      ? [word, undefined]
      : [word.slice(0, 2), word.slice(2) || undefined];
    const long = known.get(option) ?? option;
    if (long === '--next') {
      notUnderstood.push('The command makes a second request (--next), which was left out.');
      break;
    }
    if (quiet.has(option) || withoutValue.has(long)) {
      takes[long]?.('');
      // `-sSX POST` is three options.
      if (attached !== undefined) rest.splice(at + 1, 0, `-${attached}`);
      continue;
    }
    const isKnown = Object.hasOwn(takes, long);
    if (!isKnown && !quietWithValue.has(option)) {
      notUnderstood.push(`The option ${named(option)} of the command was left out.`);
      // Its value, if it has one, must not be taken for the URL.
      if (rest[at + 1] !== undefined && !/^-|^https?:/.test(rest[at + 1] ?? '')) at++;
      continue;
    }
    const value = attached ?? rest[++at];
    if (value === undefined) notUnderstood.push(`The option ${named(option)} of the command has no value.`);
    else takes[long]?.(value);
  }
  if (!url) notUnderstood.push('The command names no URL.');
  const inUrl = [...query, ...(isGet ? data : [])].join('&');
  const body = isGet ? '' : data.join('&');
  if (body && headerOf(headers, 'content-type') === undefined) headers.push(['Content-Type', type]);
  return {
    request: {
      method: method ?? (body ? 'POST' : 'GET'),
      url: withQuery(withScheme(url), inUrl),
      headers,
      body,
    },
    notUnderstood,
  };
}

/** What is no option's name may be a value that stands where one was expected. */
function named(option: string): string {
  return /^--?[a-zA-Z][a-z0-9.-]{0,30}$/.test(option) ? option : quoted(option);
}

function pair(text: string): string {
  const [, name = text, value = ''] = /^([^=]*)=([\s\S]*)$/.exec(text) ?? [];
  return new URLSearchParams([[name, value]]).toString();
}

/** curl takes http where nothing is said. */
function withScheme(url: string): string {
  return !url || /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
}

function withQuery(url: string, query: string): string {
  if (!query) return url;
  const [, before = '', fragment = ''] = /^([^#]*)(#[\s\S]*)?$/.exec(url) ?? [];
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
