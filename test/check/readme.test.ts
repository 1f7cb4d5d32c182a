import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const readme = await readFile('README.md', 'utf8');

test('Every command that the README promises exists', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  const promised = [...readme.matchAll(/npm (?:run )?(start|test|dev|build|zip|check|bench)\b/g)].map(
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
