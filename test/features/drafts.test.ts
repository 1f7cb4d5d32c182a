import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { places, stages } from '../../src/core/parameter.ts';
import type { Ports } from '../../src/core/ports.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { discardDraft, saveDraft } from '../../src/features/drafts.ts';
import { readStatus } from '../../src/features/status.ts';
import { aProfile } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
});

const shown = async () => (await readStatus({}, ports, () => backgroundStatus(ports))).drafts;

test('A half-filled form comes back to the letter', async () => {
  const text = fc.string({ unit: 'grapheme' });
  const typed = fc.record({ name: text, issuer: text, scope: text, client_secret: text, redirect_uri: text });
  await fc.assert(
    fc.asyncProperty(
      typed,
      fc.array(
        fc.record({
          name: text,
          value: text,
          stage: fc.constantFrom(...stages),
          place: fc.constantFrom(...places),
          on: fc.boolean(),
        }),
      ),
      async (fields, parameters) => {
        const draft = { ...emptyDraft('new'), ...fields, parameters };
        await saveDraft(draft, ports);
        expect(await shown()).toMatchObject([draft]);
      },
    ),
  );
});

test('Each profile has its own half-filled form, and the last one comes first', async () => {
  await saveDraft(emptyDraft('first'), ports);
  memory.clock.now += 1;
  await saveDraft({ ...emptyDraft('second'), name: 'S' }, ports);
  await saveDraft({ ...emptyDraft('second'), name: 'Se' }, ports);
  expect((await shown()).map(({ id, name }) => [id, name])).toEqual([
    ['second', 'Se'],
    ['first', ''],
  ]);
});

test('Of profiles that were never saved, the last five forms are kept; those of saved ones all are', async () => {
  await ports.profiles.put(aProfile({ id: 'saved' }));
  for (const id of ['saved', '1', '2', '3', '4', '5', '6', '7']) {
    await saveDraft(emptyDraft(id), ports);
    memory.clock.now += 1;
  }
  expect((await shown()).map(({ id }) => id)).toEqual(['7', '6', '5', '4', '3', 'saved']);
});

test('A form that is left is gone', async () => {
  await saveDraft(emptyDraft('new'), ports);
  await discardDraft('new', ports);
  await discardDraft('nobody', ports);
  expect(await shown()).toEqual([]);
});

test('A form of another version, which no popup could show, is none', async () => {
  for (const nonsense of [{}, { ...emptyDraft('x'), grant_type: 'magic' }, { ...emptyDraft('x'), name: 5 }]) {
    await saveDraft(nonsense as never, ports);
    expect(await shown()).toEqual([]);
  }
});
