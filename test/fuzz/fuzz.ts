import { parseArgs } from 'node:util';
import type { Crossing } from './support/border.ts';
import { borders } from './support/borders.ts';

/**
 * `npm run fuzz`: 100,000 cases for every border, with what they took. `npm run fuzz -- callback-url --cases 1000 --seed 42` crosses one
 * border; a break is printed with the seed and `--path` that show it again, and the run ends with code 1.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string' },
  },
});
const [cases, seed] = [Number(values.cases), Number(values.seed)];
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(seed))
  throw new Error('Cases and seed are whole numbers.');
const unknown = positionals.filter((name) => !borders.some((each) => each.name === name));
if (unknown.length > 0) throw new Error(`There is no ${unknown}, but: ${borders.map(({ name }) => name).join(', ')}.`);

console.log(`seed ${seed}`);
const all = { cases: 0, took: 0, slowest: 0 };
for (const { name, cross } of borders) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const { cases: done, took, slowest, broken } = await cross({ cases, seed, path: values.path });
  row(name, { cases: done, took, slowest }, broken ? ', BROKEN' : '');
  Object.assign(all, { cases: all.cases + done, took: all.took + took, slowest: Math.max(all.slowest, slowest) });
  if (!broken) continue;
  console.error(`\n${broken}\n`);
  process.exitCode = 1;
}
row('all', all);
// What a border left waiting (a timer of a request) is not waited for.
process.exit();

function row(name: string, { cases, took, slowest }: Omit<Crossing, 'broken'>, more = ''): void {
  const seconds = (took / 1000).toFixed(1);
  console.log(`${name.padEnd(24)}${cases} cases, ${seconds} s, the slowest ${Math.ceil(slowest)} ms${more}`);
}
