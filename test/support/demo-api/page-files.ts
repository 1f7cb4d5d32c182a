import { readFile } from 'node:fs/promises';

const folder = new URL('../demo-page/', import.meta.url);

const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'first-look.html': 'text/html; charset=utf-8',
  'hostile.html': 'text/html; charset=utf-8',
  'hostile.js': 'text/javascript',
  'hostile-worker.js': 'text/javascript',
  'page.css': 'text/css',
  'page.js': 'text/javascript',
  'requests.js': 'text/javascript',
  'refusing-worker.js': 'text/javascript',
  'worker.js': 'text/javascript',
};

/** A file of the demo page, read anew each time so that an edit shows on reload. */
export async function getPageFile(path: string): Promise<{ type: string; body: Buffer } | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = types[name];
  return type === undefined ? undefined : { type, body: await readFile(new URL(name, folder)) };
}
