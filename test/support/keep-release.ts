import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExtension } from './build-extension.ts';
import { projectRoot } from './project-root.ts';
import { packRelease } from './release.ts';
import { runPackage } from './run-command.ts';

/** Keeps what a release is and what it stores, for the tests of later versions. To be run in the first commit after it. */
const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
const chromium = await buildExtension('chromium');
await packRelease(version, { chromium, firefox: await buildExtension('firefox') });
process.env.TOKENDOCK_KEEP = '1';
const { code, output } = await runPackage('vitest', ['run', '--project', 'unit', 'stored-by-versions']);
console.log(code === 0 ? `Kept ${version}.` : output);
process.exitCode = code;
