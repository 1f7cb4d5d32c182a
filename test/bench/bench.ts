import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../support/browsers.ts';
import { ensureBrowser } from '../support/ensure-browser.ts';
import { withProgress } from '../support/progress.mjs';
import { bindingLookup } from './figures/binding-lookup.ts';
import { dpopFetch } from './figures/dpop-fetch.ts';
import { matchedFetch } from './figures/matched-fetch.ts';
import { popup } from './figures/popup.ts';
import { renewals } from './figures/renewals.ts';
import { sleepingBackground } from './figures/sleeping-background.ts';
import { touchedRules } from './figures/touched-rules.ts';
import { unboundPage } from './figures/unbound-page.ts';
import { type Figure, verdict } from './support/figure.ts';
import { openStage, type Stage } from './support/stage.ts';
import { tableOf } from './support/table-of.ts';

/**
 * `npm run bench`: what Tokendock costs, against the same work without it, in one run.
 * `npm run bench -- matched-fetch --browser firefox --json figures.json` measures one figure in one browser.
 */
type Measurement = { readonly browsers: readonly BrowserName[]; measure(stage: Stage): Promise<Figure[]> };

const both: readonly BrowserName[] = ['chromium', 'firefox'];
const chromium: readonly BrowserName[] = ['chromium'];
const measurements: Readonly<Record<string, Measurement>> = {
  'binding-lookup': { browsers: chromium, measure: bindingLookup },
  'unbound-page': { browsers: both, measure: unboundPage },
  'matched-fetch': { browsers: both, measure: matchedFetch },
  'dpop-fetch': { browsers: both, measure: dpopFetch },
  'sleeping-background': { browsers: chromium, measure: sleepingBackground },
  'touched-rules': { browsers: chromium, measure: touchedRules },
  popup: { browsers: chromium, measure: popup },
  renewals: { browsers: chromium, measure: renewals },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string', default: '.artifacts/bench.json' }, browser: { type: 'string' } },
});
const unknown = positionals.filter((name) => !(name in measurements));
if (unknown.length > 0) throw new Error(`There is no ${unknown}, but: ${Object.keys(measurements).join(', ')}.`);
const wanted = Object.entries(measurements).filter(([name]) => positionals.length === 0 || positionals.includes(name));

const figures: Figure[] = [];
for (const name of both.filter((each) => values.browser === undefined || values.browser === each)) {
  const chosen = wanted.filter(([, { browsers }]) => browsers.includes(name));
  // What breaks does not end the others: they are still worth measuring.
  if (chosen.length > 0) await measureIn(name, chosen).catch(tellBroken);
}

console.log(`\n${tableOf(figures)}\n`);
const file = resolve(values.json);
await mkdir(dirname(file), { recursive: true });
const machine = { cores: cpus().length, processor: cpus()[0]?.model, system: `${process.platform} ${process.arch}` };
const lines = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
await writeFile(
  file,
  `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, figures: lines }, null, 2)}\n`,
);
console.log(`Written to ${file}`);

async function measureIn(name: BrowserName, chosen: readonly [string, Measurement][]): Promise<void> {
  await ensureBrowser(name);
  const stage = await withProgress(`Building for ${name}`, () => openStage(name));
  try {
    for (const [title, { measure }] of chosen) {
      const measured = withProgress(`Measuring ${title} in ${name}`, () => measure(stage));
      await measured.then((found) => figures.push(...found)).catch(tellBroken);
    }
  } finally {
    await stage.close();
  }
}

function tellBroken(error: unknown): void {
  console.error(error);
  process.exitCode = 1;
}
