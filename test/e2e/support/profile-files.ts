import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tokendock } from './tokendock.ts';

/** Which files of the browser's own profile folder hold one of these texts, as letters of one byte or of two. */
export async function filesWith({ running: { browser } }: Tokendock, ...texts: string[]): Promise<string[]> {
  const folder = profileFolder(browser.process()?.spawnargs ?? []);
  const wanted = texts.flatMap((text) => [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }) => {
      // A browser that runs creates and deletes files all the time.
      const bytes = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0));
      return wanted.some((text) => bytes.includes(text)) ? [join(parentPath, name)] : [];
    });
  return (await Promise.all(found)).flat();
}

function profileFolder(args: readonly string[]): string {
  const [chromium] = args.flatMap((arg) => /^--user-data-dir=(.+)$/.exec(arg)?.[1] ?? []);
  const folder = chromium ?? args[args.indexOf('--profile') + 1];
  if (!folder) throw new Error(`no profile folder in ${args.join(' ')}`);
  return folder;
}
