import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { projectRoot } from '../support/project-root.ts';
import { keptRelease } from '../support/release.ts';
import { storedShapes } from './support/stored-shapes.ts';

const shapes = storedShapes();
const current = packageFile.version;
const { version: released } = await keptRelease();
const fileOf = (version: string) => join(import.meta.dirname, 'support', 'shapes', `${version}.txt`);
const isMeant = process.env.TOKENDOCK_KEEP !== undefined;

/**
 * Whoever changes what is stored changes the shape of this version, and of those before unless their types say how they differ. Of a released
 * version no shape changes: its records lie on disks. That of the version in the making is written by
 * `TOKENDOCK_KEEP=1 npx vitest run --project check stored-shapes`.
 */
test.each(Object.keys(shapes))('What version %s stores is what it says it stores', async (version) => {
  const shape = `${shapes[version]}\n`;
  if (isMeant && version === current && version !== released) await writeFile(fileOf(version), shape);
  const known = await readFile(fileOf(version), 'utf8').catch(() => 'nothing is written down');
  expect(shape, advice(version)).toBe(known);
});

function advice(version: string): string {
  if (version !== current) return `say in src/core/stored-by-… how what ${version} stored differs from today`;
  if (version === released) return `${version} is released: raise the version, and give ${version} a type of its own`;
  return 'if this is meant, write it down: TOKENDOCK_KEEP=1 npx vitest run --project check stored-shapes';
}

test('Every version whose records are tried has a type of what it stored, and this one too', async () => {
  const files = await readdir(join(projectRoot, 'test', 'platform', 'support'));
  const tried = files.flatMap((name) => /^stored-by-(.*)\.json$/.exec(name)?.[1] ?? []);
  expect(Object.keys(shapes).sort()).toEqual([...new Set(['0.1.0', ...tried, current])].sort());
});
