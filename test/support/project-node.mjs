import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Node that the project pins as a package; the present one where that was not installed but runs TypeScript by
 * itself; else undefined.
 * @param {string} root
 * @returns {string | undefined}
 */
export function getProjectNode(root) {
  return getInstalledNode(root) ?? (isAtLeast(22, 18) ? process.execPath : undefined);
}

/**
 * The executable of the package `node` in a folder with node_modules.
 * @param {string} folder
 * @returns {string | undefined}
 */
export function getInstalledNode(folder) {
  return ['node', 'node.exe'].map((name) => join(folder, 'node_modules', 'node', 'bin', name)).find(existsSync);
}

/**
 * Whether the present Node is this version or a later one.
 * @param {number} wantedMajor
 * @param {number} wantedMinor
 */
export function isAtLeast(wantedMajor, wantedMinor) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
