import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type PromotedExtension = { readonly path: string; remove(): Promise<void> };

/**
 * Copies a built extension to a temporary folder in which the optional host permissions are required ones, so that a
 * browser grants them at installation: nobody can click the browser's own permission prompt in a test.
 */
export async function promoteHosts(built: string): Promise<PromotedExtension> {
  const path = await mkdtemp(join(tmpdir(), 'tokendock-'));
  await cp(built, path, { recursive: true });
  const file = join(path, 'manifest.json');
  const {
    optional_host_permissions = [],
    host_permissions = [],
    ...manifest
  } = JSON.parse(await readFile(file, 'utf8'));
  const promoted = { ...manifest, host_permissions: [...host_permissions, ...optional_host_permissions] };
  await writeFile(file, JSON.stringify(promoted));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
