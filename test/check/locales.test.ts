import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const folder = 'assets/public/_locales';
const read = async (locale: string) => JSON.parse(await readFile(`${folder}/${locale}/messages.json`, 'utf8'));

test('Every message that the manifest uses is there in every language, and no other', async () => {
  const config = await readFile('wxt.config.ts', 'utf8');
  const used = [...new Set([...config.matchAll(/__MSG_(\w+)__/g)].map(([, name]) => name))].sort();
  for (const locale of await readdir(folder)) {
    const messages = await read(locale);
    expect(Object.keys(messages).sort()).toEqual(used);
    for (const { message } of Object.values<{ message: string }>(messages)) expect(message.trim()).not.toBe('');
  }
});

test('The description fits the stores', async () => {
  expect((await read('en')).description.message.length).toBeLessThanOrEqual(132);
});
