import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { BrowserName } from './find-browser.ts';
import { projectRoot } from './project-root.ts';

/** The builds of a release as one file: each path in them with its bytes, one letter for each. */
type Packed = Record<BrowserName, Record<string, string>>;

const folder = join(projectRoot, 'test', 'e2e', 'releases');

/**
 * The last release's builds are kept with the tests: a fresh clone may have no history and no network, and builds its packages' versions of
 * today. `npm run keep-release` renews them, in the first commit after a release.
 */
export async function keptRelease(): Promise<{ version: string; file: string }> {
  const [name = '', ...more] = await readdir(folder);
  if (!name || more.length > 0) throw new Error(`There must be one kept release in ${folder}.`);
  return { version: name.replace('.json.br', ''), file: join(folder, name) };
}

/** Writes the kept release's build for a browser into a temporary folder. */
export async function unpackRelease(browser: BrowserName): Promise<{ path: string; remove(): Promise<void> }> {
  const packed = await promisify(brotliDecompress)(await readFile((await keptRelease()).file));
  const path = await mkdtemp(join(tmpdir(), 'tokendock-release-'));
  for (const [name, content] of Object.entries((JSON.parse(packed.toString()) as Packed)[browser])) {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(content, 'latin1'));
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Keeps these builds in place of those of the release before. */
export async function packRelease(version: string, builds: Record<BrowserName, string>): Promise<void> {
  const packed = Object.fromEntries(
    await Promise.all(Object.entries(builds).map(async ([browser, build]) => [browser, await filesOf(build)])),
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 11 };
  const bytes = await promisify(brotliCompress)(JSON.stringify(packed), { params });
  await writeFile(join(folder, `${version}.json.br`), bytes);
}

/** One letter for each byte: what both builds have in common is then packed once. */
async function filesOf(build: string): Promise<Record<string, string>> {
  const entries = await readdir(build, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const read = async (file: string) => [
    relative(build, file).replaceAll('\\', '/'),
    (await readFile(file)).toString('latin1'),
  ];
  return Object.fromEntries(await Promise.all(files.sort().map(read)));
}
