import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/project-root.ts';
import { keptRelease } from '../support/release.ts';

test('The update is tested from the last release, or while the next one is made, from the one before', async () => {
  const changelog = await readFile(join(projectRoot, 'CHANGELOG.md'), 'utf8');
  const [last, beforeLast] = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version);
  expect([last, beforeLast]).toContain((await keptRelease()).version);
});
