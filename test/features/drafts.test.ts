import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { places, stages } from '../../src/core/parameter.ts';
import type { Ports } from '../../src/core/ports.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { discardDraft, saveDraft } from '../../src/features/drafts.ts';
import { readStatus } from '../../src/features/status.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
});

const shown = async () => (await readStatus({}, ports, () => backgroundStatus(ports))).draft;

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
        expect(await shown()).toEqual(draft);
      },
    ),
  );
});

test('There is one half-filled form: the latest', async () => {
  await saveDraft(emptyDraft('first'), ports);
  const second = emptyDraft('second');
  for (const draft of [second, { ...second, name: 'S' }, { ...second, name: 'Se' }]) await saveDraft(draft, ports);
  expect([...memory.disk.drafts.keys()]).toEqual(['second']);
  expect((await shown())?.name).toBe('Se');
});

test('A form that is left is gone', async () => {
  await saveDraft(emptyDraft('new'), ports);
  await discardDraft('new', ports);
  await discardDraft('nobody', ports);
  expect(await shown()).toBeUndefined();
});

test('A form of another version, which no popup could show, is none', async () => {
  for (const nonsense of [{}, { ...emptyDraft('x'), grant_type: 'magic' }, { ...emptyDraft('x'), name: 5 }]) {
    await saveDraft(nonsense as never, ports);
    expect(await shown()).toBeUndefined();
  }
});
