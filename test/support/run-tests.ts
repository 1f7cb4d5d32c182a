import { ensureBrowser } from './ensure-browser.ts';
import { withProgress } from './progress.mjs';
import { type StepResult, steps } from './test-steps.ts';

// `npm test -- unit types` runs only those steps.
const wanted = new Set(process.argv.slice(2));
const chosen = steps.filter(({ name }) => wanted.size === 0 || wanted.has(name));

for (const name of new Set(chosen.flatMap(({ browser }) => browser ?? []))) {
  // Without its browser a step fails and says so; the other steps are still worth running.
  await ensureBrowser(name).catch((error: Error) => console.error(error.message));
}

const results: StepResult[] = [];
for (const { name, run } of chosen) {
  const result = await withProgress(name.padEnd(16), run, describe);
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n`);
  results.push(result);
}

const passed = sum(({ passed }) => passed);
const failed = sum(({ failed }) => failed);
const tests = sum(({ tests }) => tests);
// A run that should test everything and tests nothing is no success.
const empty = wanted.size === 0 && tests === 0;
if (empty) console.log('No test ran.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || empty ? 1 : 0;

function describe({ passed, failed, tests }: StepResult): string {
  const counted = tests > 0 ? `${passed} passed` : 'passed';
  return failed > 0 ? `${failed} FAILED of ${passed + failed}` : counted;
}

function sum(count: (result: StepResult) => number): number {
  return results.reduce((total, result) => total + count(result), 0);
}
