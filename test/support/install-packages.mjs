import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { getInstalledNode, isAtLeast } from './project-node.mjs';
import { runQuietly } from './run-quietly.mjs';

const sentence =
  'The packages could not be installed. Check the connection and the registry, then run the command again.';

/**
 * Whether node_modules holds what package-lock.json names. Versions are compared, not times: a checkout gives the lock
 * file a new time without a new word in it.
 * @param {string} root
 */
export function packagesAreInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(([path, { version, optional }]) =>
      installed[path] ? installed[path].version === version : optional === true,
    );
}

/**
 * Installs what package-lock.json names.
 * @param {string} root
 */
export async function installPackages(root) {
  if (suitsNativePackages()) return installWith(process.execPath, root);
  const folder = await mkdtemp(join(tmpdir(), 'tokendock-node-'));
  try {
    await installWith(await fetchNode(root, folder), root);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** npm leaves out what says that it needs a later Node than npm runs on; the bundler's native part says ^20.19 || >=22.12. */
function suitsNativePackages() {
  return isAtLeast(22, 12) || (isAtLeast(20, 19) && !isAtLeast(21, 0));
}

/**
 * @param {string} node
 * @param {string} root
 */
async function installWith(node, root) {
  try {
    await npm(node, root, ['ci']);
  } catch (error) {
    // A registry that lacks another platform's optional package makes `npm ci` call the lock file incomplete.
    if (!String(error).includes('EUSAGE')) throw error;
    await npm(node, root, ['install', '--no-save']);
  }
}

/**
 * Installs the Node that the project pins into a folder of its own.
 * @param {string} root
 * @param {string} folder
 */
async function fetchNode(root, folder) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = { private: true, dependencies: { node: devDependencies.node }, allowScripts: { node: true } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await npm(process.execPath, folder, ['install']);
  return getInstalledNode(folder) ?? process.execPath;
}

/**
 * @param {string} node
 * @param {string} cwd
 * @param {readonly string[]} args
 */
function npm(node, cwd, args) {
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  // Browsers are looked for on this machine first; Puppeteer's own download comes only when there is none.
  const env = { ...process.env, PATH, PUPPETEER_SKIP_DOWNLOAD: '1' };
  const cli = process.env.npm_execpath;
  const all = [...args, '--loglevel=error'];
  const options = { cwd, env, sentence };
  return cli?.endsWith('.js') ? runQuietly(node, [cli, ...all], options) : runQuietly('npm', all, options);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}
