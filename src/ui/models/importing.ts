import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import { expectFileSize } from '../../formats/read/expect-size.ts';
import type { ReadForeignText, ReadProfile } from '../../messages.ts';
import type { UiInputs } from '../inputs.ts';
import { transferText } from '../transfer-text.ts';
import type { createPasting } from './pasting.ts';
import type { ProfileForm } from './profile-form.ts';
import type { Status } from './status.ts';
import type { Undoing } from './undoing.ts';

type State = { step: 'reading' } | { step: 'failed'; failure: FailureRecord } | { step: 'read'; read: ReadForeignText };

type Parts = { form: ProfileForm; status: Status; undoing: Undoing; pasting: ReturnType<typeof createPasting> };

/** Reads what others wrote. The text stays in its box whatever becomes of it, and no profile takes the place of another. */
export function createImporting(inputs: Pick<UiInputs, 'send'> & Parts) {
  const { form, pasting, send, status, undoing } = inputs;
  const text = signal('');
  /** Of a Postman collection: where its variables get their values. */
  const environment = signal<{ name: string; text: string }>();
  const state = signal<State>();
  /** Why a profile could not be saved without its form, by its id. */
  const refused = signal<Record<string, string>>({});
  const saving = signal(false);
  let asked = 0;

  function type(next: string) {
    asked++;
    text.value = next;
    state.value = undefined;
    refused.value = {};
  }

  async function read(): Promise<void> {
    const mine = ++asked;
    if (!text.value.trim()) return;
    state.value = { step: 'reading' };
    const next = await send('text.read', {
      text: text.value,
      ...(environment.value && { environment: environment.value.text }),
    }).then(
      (found): State => ({ step: 'read', read: found }),
      (error): State => ({ step: 'failed', failure: failureRecord(error) }),
    );
    if (mine === asked) state.value = next;
  }

  /** A pasted or dropped text, in place of what stood in the box, which can be had back. */
  async function take(next: string): Promise<void> {
    const before = text.value;
    type(next);
    if (before.trim() && before !== next) undoing.offer(transferText.replaced, async () => type(before));
    await read();
  }

  /** Files that were dropped: one, or a Postman collection with its environment. One that is far too large is not even opened. */
  async function takeFiles(files: readonly Pick<File, 'name' | 'size' | 'text'>[]): Promise<void> {
    try {
      for (const file of files) expectFileSize(file);
    } catch (error) {
      asked++;
      state.value = { step: 'failed', failure: failureRecord(error) };
      return;
    }
    const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    const beside = read.find((each) => each.text.includes('"_postman_variable_scope"'));
    const [main = beside] = read.filter((each) => each !== beside);
    if (beside !== main) environment.value = beside;
    if (main) await take(main.text);
  }

  async function forgetEnvironment(): Promise<void> {
    environment.value = undefined;
    await read();
  }

  function isHere(id: string): boolean {
    const { drafts = [], profiles = [] } = status.snapshot.value ?? {};
    return [...drafts, ...profiles, form.draft.value].some((each) => each?.id === id);
  }

  /** Puts it into the form, unsaved; the second time, what became of it stays. Returns its id. */
  function open({ draft, token }: ReadProfile): string {
    if (isHere(draft.id)) return draft.id;
    form.adopt(draft);
    if (Object.keys(token).length > 0) pasting.open(draft.id, token);
    return draft.id;
  }

  /** Saves each that is not here yet; where something is missing, that is said. */
  async function saveAll(profiles: readonly ReadProfile[]): Promise<void> {
    if (saving.value) return;
    saving.value = true;
    const missing: Record<string, string> = {};
    for (const { draft } of profiles.filter((each) => !isHere(each.draft.id))) {
      const answer = await send('profile.save', draft).catch(status.tell);
      if (answer && 'errors' in answer) missing[draft.id] = Object.values(answer.errors).join(' ');
    }
    refused.value = missing;
    await status.read();
    saving.value = false;
  }

  return {
    ...{ text, environment, state, refused, saving, type, read, take, takeFiles },
    ...{ forgetEnvironment, open, saveAll, isHere },
  };
}
