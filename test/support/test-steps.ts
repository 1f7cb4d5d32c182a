import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExtension } from './build-extension.ts';
import type { BrowserName } from './find-browser.ts';
import { projectRoot } from './project-root.ts';
import { type CommandResult, runPackage } from './run-command.ts';

export type StepResult = {
  readonly passed: number;
  readonly failed: number;
  /** How many vitest tests are among them. */
  readonly tests: number;
  readonly output: string;
};

export type TestStep = {
  readonly name: string;
  /** The browser that it needs. */
  readonly browser?: BrowserName;
  run(): Promise<StepResult>;
};

/** All that `npm test` does, in this order: the end-to-end tests need the builds. */
export const steps: readonly TestStep[] = [
  { name: 'types', run: () => command('typescript', ['--noEmit'], 'tsc') },
  { name: 'style', run: () => command('@biomejs/biome', ['ci', '--colors=off'], 'biome') },
  { name: 'unused-code', run: () => command('knip', []) },
  { name: 'build-chromium', run: () => build('chromium') },
  { name: 'build-firefox', run: () => build('firefox') },
  { name: 'sizes', run: () => command('size-limit', []) },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'check', run: () => vitest('check') },
  { name: 'e2e-chromium', browser: 'chromium', run: () => vitest('e2e-chromium') },
  { name: 'e2e-firefox', browser: 'firefox', run: () => vitest('e2e-firefox') },
  { name: 'store-lint', run: () => command('web-ext', ['lint', '--source-dir', join('.output', 'firefox-mv3')]) },
];

async function command(name: string, args: readonly string[], program = name): Promise<StepResult> {
  return oneResult(await runPackage(name, args, program));
}

async function build(name: BrowserName): Promise<StepResult> {
  return buildExtension(name).then(
    () => oneResult({ code: 0, output: '' }),
    (error: Error) => oneResult({ code: 1, output: error.message }),
  );
}

function oneResult({ code, output }: CommandResult): StepResult {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, tests: 0, output };
}

/** Runs one project of vitest.config.ts and counts its tests; one that did not pass, skipped or not, has failed. */
async function vitest(project: string): Promise<StepResult> {
  const folder = join(projectRoot, '.artifacts');
  const report = join(folder, `vitest-${project}.json`);
  await mkdir(folder, { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await runPackage('vitest', ['run', '--project', project, ...reporters]);
  const { numTotalTests: tests, numPassedTests: passed } = await readReport(report);
  const failed = tests - passed;
  // A file that cannot be loaded fails the run without a failed test.
  return { passed, tests, output, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** A run that broke before its first test writes no report. */
async function readReport(file: string): Promise<{ numTotalTests: number; numPassedTests: number }> {
  return readFile(file, 'utf8').then(JSON.parse, () => ({ numTotalTests: 0, numPassedTests: 0 }));
}
