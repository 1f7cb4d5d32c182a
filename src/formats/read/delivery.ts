import type { Header } from '../../core/exchange.ts';
import { Failure } from '../../core/failure.ts';
import { expectSize } from './expect-size.ts';

/** A webhook's request as it was pasted. The URL is empty where no request line was. */
export type Delivery = { url: string; headers: Header[]; body: string };

const format = 'a webhook’s delivery';

/**
 * Reads a pasted delivery: a request line if there is one, headers, an empty line, and the body to the letter. A URL by itself in the first line
 * counts as well. Fails with `import_unreadable` where no header is found, and with `import_too_large`.
 */
export function readDelivery(pasted: string): Delivery {
  const text = expectSize(pasted, format).replace(/^\s+/, '');
  const empty = /\r?\n[ \t]*\r?\n/.exec(text);
  const head = empty ? text.slice(0, empty.index) : text;
  const body = empty ? text.slice(empty.index + empty[0].length) : '';
  const headers: Header[] = [];
  let url = '';
  for (const raw of head.split(/\r?\n/)) {
    const line = raw.trim();
    const [, target] = /^(?:[A-Z]+\s+)?((?:https?:\/)?\/\S+)(?:\s+HTTP\/[\d.]+)?$/.exec(line) ?? [];
    const [, name, value = ''] = /^([!#$%&'*+.^`|~\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (target && headers.length === 0) url = target;
    else if (name) headers.push([name, value]);
  }
  if (headers.length === 0) {
    throw new Failure('import_unreadable', {
      format,
      reason: 'it has no headers',
      tryThis: 'Paste the headers, one in a line, then an empty line, then the body as it was sent.',
    });
  }
  return { url, headers, body };
}
