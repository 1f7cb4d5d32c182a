import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

type Locked = {
  version: string;
  integrity?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
};

const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8'));
const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

/** What becomes part of the extension, with what these packages need themselves; a compiler that they could be used with is here for us alone. */
const atRunTime = Object.entries(packages).flatMap(([path, { dev, devOptional, optional, ...locked }]) =>
  path === '' || dev || devOptional || optional ? [] : { name: path.replace(/^.*node_modules\//, ''), ...locked },
);

test('Every package is wanted in one exact version', () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});

test('The README names every package that becomes part of the extension, and no other', async () => {
  const section = /^### Whose code runs\n(.*?)^#/ms.exec(await readFile('README.md', 'utf8'))?.[1] ?? '';
  const named = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect(named).toEqual(atRunTime.map(({ name }) => name));
  expect(named).toEqual(expect.arrayContaining(Object.keys(dependencies)));
});

test.each(atRunTime)(
  '$name is the package whose hash is in the lock file, and runs nothing when it is installed',
  (locked) => {
    expect(locked.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(locked.integrity).toMatch(/^sha512-[\w+/]{86}==$/);
    expect(locked.hasInstallScript).toBeUndefined();
  },
);
