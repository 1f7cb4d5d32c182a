import { access, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { presetEntry } from '../../src/core/preset.ts';
import { presetEntries } from '../../src/presets/presets.ts';
import { calls, others, streams } from '../e2e/support/every-kind.ts';

const readme = await readFile('README.md', 'utf8');

test('Every command that the README promises exists', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  const promised = [...readme.matchAll(/npm (?:run )?(start|test|dev|build|zip|check|bench|fuzz)\b/g)].map(
    ([, name]) => name,
  );
  expect(promised.length).toBeGreaterThan(0);
  for (const name of promised) expect(scripts).toHaveProperty(String(name));
});

test('Every file that the README shows or links to is there', async () => {
  const targets = [...readme.matchAll(/\]\(([^)#]+)\)|src(?:set)?="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source ?? '',
  );
  const local = targets.filter((target) => !/^https?:/.test(target));
  expect(local.length).toBeGreaterThan(0);
  for (const target of local) await access(target);
});

const providers = /^## Providers\n(.*?)^## /ms.exec(readme)?.[1] ?? '';

test.each(presetEntries.map(({ name, variants = [] }) => [name, variants.map((each) => each.name)] as const))(
  'The README lists %s among the providers, with its variants',
  (name, variants) => {
    const listed = providers.replace(/\s+/g, ' ');
    expect(listed).toMatch(new RegExp(`[ ,]${name}[ ,.]`));
    if (variants.length > 0) expect(listed).toContain(`${name} (${variants.join(', ')})`);
  },
);

test('The preset that the README shows keeps to the schema', () => {
  const [, literal = ''] = /PresetEntry = (\{.*?\n\});/s.exec(providers) ?? [];
  const shown: unknown = new Function(`return ${literal}`)();
  expect(v.safeParse(presetEntry, shown).issues).toBeUndefined();
});

test('The README says of every kind of request what the tests say', () => {
  const section = /^### Every kind of request\n(.*?)^#/ms.exec(readme)?.[1] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  const [, , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const kinds = [...calls, ...streams, ...others];
  expect(rows).toEqual(
    kinds.map(({ name, page, network }) => [name, page.chromium, page.firefox, network.chromium, network.firefox]),
  );
});
