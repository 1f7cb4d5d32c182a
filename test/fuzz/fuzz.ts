import { parseArgs } from 'node:util';
import { borders } from './support/borders.ts';

/**
 * `npm run fuzz`: 100,000 cases for every border, with what they took. `npm run fuzz -- callback-url --cases 1000 --seed 42` crosses one
 * border; a break is printed with the seed and `--path` that show it again.
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
for (const { name, cross } of borders) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const { cases: done, took, slowest, broken } = await cross({ cases, seed, path: values.path });
  const seconds = (took / 1000).toFixed(1);
  console.log(
    `${name.padEnd(24)}${done} cases, ${seconds} s, the slowest ${Math.ceil(slowest)} ms${broken ? ', BROKEN' : ''}`,
  );
  if (!broken) continue;
  console.error(`\n${broken}\n`);
  process.exitCode = 1;
}
// What a border left waiting (a timer of a request) is not waited for.
process.exit();
