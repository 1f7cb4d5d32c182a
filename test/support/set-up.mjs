// What `npm start` and `npm test` call first: plain JavaScript for any Node from 18 on, since on a fresh clone nothing is
// installed yet. It installs the packages, then hands over to the pinned Node and a TypeScript file beside it:
//   node test/support/set-up.mjs start.ts --firefox

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, packagesAreInstalled } from './install-packages.mjs';
import { withProgress } from './progress.mjs';
import { getProjectNode } from './project-node.mjs';
import { runQuietly } from './run-quietly.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [script = '', ...rest] = process.argv.slice(2);

try {
  if (!packagesAreInstalled(root)) await withProgress('Installing packages', () => installPackages(root));
  const node = expectProjectNode();
  if (!existsSync(join(root, '.wxt'))) await withProgress('Preparing types', () => prepareTypes(node));
  process.exitCode = await handOver(node);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function expectProjectNode() {
  const node = getProjectNode(root);
  if (node) return node;
  throw new Error(
    'The package "node" is not complete, because npm ran no install script. Allow them (npm config delete ignore-scripts), delete node_modules and run the command again.',
  );
}

function prepareTypes(/** @type {string} */ node) {
  const wxt = join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const sentence = 'WXT could not prepare the types of the project.';
  return runQuietly(node, [wxt, 'prepare'], { cwd: root, env: process.env, sentence });
}

/**
 * Runs the wanted file in this one's place: its output, its signals, its exit code.
 * @param {string} node
 * @returns {Promise<number>}
 */
function handOver(node) {
  return new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL(script, import.meta.url));
    const child = spawn(node, [file, ...rest], { cwd: root, stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
