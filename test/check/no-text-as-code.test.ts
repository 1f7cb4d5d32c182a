import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

/** All by which a text becomes markup or code. Biome knows only some of them, and looks into no library. */
const ways = new RegExp(
  [
    /\b(?:inner|outer)HTML\b/,
    /\binsertAdjacentHTML\b/,
    /\b(?:set|parse)HTML(?:Unsafe)?\b/,
    /\bcreateContextualFragment\b/,
    /\bdangerouslySetInnerHTML\b/,
    /\bsrcdoc\b/,
    /\bdocument\s*\.\s*write(?:ln)?\b/,
    /\beval\b(?!\s*:)/,
    /\bFunction\s*\(/,
    /\bset(?:Timeout|Interval)\s*\(\s*['"`]/,
    /\bjavascript:/,
    /\bimportScripts\b/,
    /\bWebAssembly\b/,
    /\bparseFromString\([^)]*['"`]text\/html/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

function found(text: string): string[] {
  return [...text.matchAll(ways)].map(([word]) => word);
}

async function scripts(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  return all.filter((name) => /\.(?:js|ts|tsx|html)$/.test(name)).map((name) => join(folder, name));
}

test.each([
  'box.innerHTML = text;',
  "box['outerHTML'] = text;",
  'box.insertAdjacentHTML("beforeend", text);',
  '<p dangerouslySetInnerHTML={{ __html: text }} />',
  'document.write(text);',
  'eval(text);',
  '(0, eval)(text);',
  'new Function(text)();',
  "setTimeout('run()', 1);",
  'box.setHTMLUnsafe(text);',
  '<iframe srcdoc={text} />',
  "parser.parseFromString(text, 'text/html');",
  '<a href="javascript:run()">',
])('`%s` would be found', (line) => {
  expect(found(line)).not.toEqual([]);
});

test('We write nothing that makes markup or code of a text', async () => {
  const files = [...(await scripts('src')), ...(await scripts('entrypoints'))];
  expect(files.length).toBeGreaterThan(300);
  for (const file of files) expect([file, ...found(await readFile(file, 'utf8'))]).toEqual([file]);
});

test.each(['chromium', 'firefox'] as const)(
  'Nor does a library in the build for %s, but for a property of Preact’s that lint keeps us from',
  async (browser) => {
    const files = await scripts(inject('builds')[browser]);
    const all = await Promise.all(files.map(async (file) => found(await readFile(file, 'utf8'))));
    // Preact sets `innerHTML` for `dangerouslySetInnerHTML` alone; the pages' policy refuses it that, too.
    expect(all.flat().sort()).toEqual(['dangerouslySetInnerHTML', 'dangerouslySetInnerHTML', 'innerHTML', 'innerHTML']);
  },
);
