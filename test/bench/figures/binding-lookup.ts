import type { Binding } from '../../../src/core/binding.ts';
import { indexBindings } from '../../../src/core/binding-index.ts';
import { verdictOn } from '../../../src/core/verdict.ts';
import { aBinding } from '../../core/support/records.ts';
import type { Figure } from '../support/figure.ts';
import { inTurns } from '../support/in-turns.ts';
import { ratios, spreadOf } from '../support/spread.ts';

const rounds = 40;
const lookups = 2000;
const [few, many] = [100, 10_000];

/** How long it takes to find the one of all bindings whose token a request carries, by the index and one after the other. */
export async function bindingLookup(): Promise<Figure[]> {
  const [ofFew, ofMany] = [few, many].map(bindingsInUse) as [Binding[], Binding[]];
  const [inFew, inMany] = [lookUpIn(ofFew), lookUpIn(ofMany)];
  const times = await inTurns(rounds, {
    few: async () => timeOfLookup(inFew, few, lookups),
    many: async () => timeOfLookup(inMany, many, lookups),
  });
  // Not in turns with the others: what it leaves to be collected would cost them.
  const { linear } = await inTurns(10, { linear: async () => timeOfLookup(lookUpOneByOne(ofMany), many, 2) });
  return [
    { name: `binding of a request among ${many}`, unit: 'µs', value: spreadOf(times.many), atMost: 20 },
    { name: `the same, growth from ${few}`, unit: 'ratio', value: ratios(times.many, times.few), atMost: 3 },
    { name: 'the same, one after the other', unit: 'µs', value: spreadOf(linear) },
  ];
}

/** APIs on hosts of their own, on subdomains of others, and beside each other on one host; each has a page of its own. */
function bindingsInUse(count: number): Binding[] {
  return Array.from({ length: count }, (_, index) =>
    aBinding({
      id: String(index),
      api: [apis[index % 3]?.(index) ?? ''],
      pages: [`https://app-${index}.acme.example/*`],
    }),
  );
}

const apis = [
  (index: number) => `https://api-${index}.acme.example/v1/*`,
  (index: number) => `https://*.service-${index}.example/*`,
  (index: number) => `http://localhost:8080/service-${index}/*`,
];

const requests = [
  (index: number) => `https://api-${index}.acme.example/v1/pets/17?limit=20`,
  (index: number) => `https://eu.service-${index}.example/pets`,
  (index: number) => `http://localhost:8080/service-${index}/pets`,
];

type LookUp = (page: string, url: string) => Binding | undefined;

function lookUpIn(bindings: readonly Binding[]): LookUp {
  const index = indexBindings(bindings.map((binding) => ({ binding })));
  const find: LookUp = (page, url) => index.first({ tabId: 1, url: page }, { url, method: 'GET' })?.binding;
  // Expressions are compiled when they are first used, and once more when they are used again.
  for (let each = 0; each < 4 * bindings.length; each += 1) expectFound(find, each % bindings.length);
  return find;
}

function lookUpOneByOne(bindings: readonly Binding[]): LookUp {
  return (page, url) => verdictOn(bindings, { tabId: 1, url: page }, { url, method: 'GET' }).reach?.binding;
}

/** The mean over many requests, each to another binding (µs). */
function timeOfLookup(find: LookUp, count: number, times: number): number {
  const start = performance.now();
  for (let each = 0; each < times; each += 1) expectFound(find, (each * 7919) % count);
  return ((performance.now() - start) * 1000) / times;
}

function expectFound(find: LookUp, index: number): void {
  const url = requests[index % 3]?.(index) ?? '';
  if (find(`https://app-${index}.acme.example/`, url)?.id !== String(index))
    throw new Error(`nothing found for ${url}`);
}
