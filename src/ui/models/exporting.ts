import { batch, computed, signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { WrittenForm, WrittenProfiles } from '../../messages.ts';
import type { WorkbenchInputs } from '../inputs.ts';
import type { Status } from './status.ts';

/** Which profiles are written, and how. Secrets are asked for anew each time. */
export function createExporting(inputs: Pick<WorkbenchInputs, 'send' | 'saveFile'> & { status: Status }) {
  const { saveFile, send, status } = inputs;
  /** Undefined: those that are shared. */
  const chosen = signal<readonly string[]>();
  const form = signal<WrittenForm>('tokendock');
  const withSecrets = signal(false);
  const written = signal<WrittenProfiles>();
  const failure = signal<FailureRecord>();
  let asked = 0;

  const ids = computed(() => {
    const profiles = status.snapshot.value?.profiles ?? [];
    return profiles.filter(({ id, shared }) => chosen.value?.includes(id) ?? shared).map(({ id }) => id);
  });

  function choose(id: string, on: boolean) {
    chosen.value = on ? [...ids.value, id] : ids.value.filter((each) => each !== id);
  }

  /** An `<oauth2>` element has no place for secrets. */
  function changeForm(next: WrittenForm) {
    batch(() => {
      form.value = next;
      withSecrets.value &&= next !== 'oauth2';
    });
  }

  /** Writes it anew, to say what is left out. */
  async function write(): Promise<void> {
    const mine = ++asked;
    const wanted = { ids: ids.value, form: form.value, withSecrets: withSecrets.value };
    await send('profiles.write', wanted).then(
      (next) => {
        if (mine !== asked) return;
        written.value = next;
        failure.value = undefined;
      },
      (error) => {
        failure.value = failureRecord(error);
      },
    );
  }

  async function save(): Promise<void> {
    await write();
    if (written.value && !failure.value) saveFile(written.value.name, written.value.type, written.value.text);
  }

  /** What was chosen for one file is not meant for the next. */
  function close() {
    chosen.value = undefined;
    withSecrets.value = false;
    written.value = undefined;
  }

  return { chosen, ids, form, withSecrets, written, failure, choose, changeForm, write, save, close };
}
