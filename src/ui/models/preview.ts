import { effect, signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { PreviewedRequest } from '../../core/previewed-request.ts';
import type { WorkbenchInputs } from '../inputs.ts';
import type { ProfileForm } from './profile-form.ts';

/** The requests that the form stands for, at most once a frame and one question at a time. */
export function createPreview(inputs: Pick<WorkbenchInputs, 'send' | 'nextFrame'> & { form: ProfileForm }) {
  const { form, nextFrame, send } = inputs;
  const requests = signal<readonly PreviewedRequest[]>();
  const failure = signal<FailureRecord>();
  let waits = false;
  let runs = false;

  function wish() {
    if (waits || runs) {
      waits = true;
      return;
    }
    waits = true;
    nextFrame(() => void read());
  }

  async function read(): Promise<void> {
    const draft = form.draft.peek();
    waits = false;
    if (!draft) return;
    runs = true;
    try {
      const found = await send('profile.preview', draft);
      if (form.draft.peek()?.id === draft.id) requests.value = found;
      failure.value = undefined;
    } catch (error) {
      failure.value = failureRecord(error);
    }
    runs = false;
    if (waits) {
      waits = false;
      wish();
    }
  }

  /** Follows the form; returns how to stop. */
  function start(): () => void {
    let lastId: string | undefined;
    return effect(() => {
      const id = form.draft.value?.id;
      if (id !== lastId) requests.value = undefined;
      lastId = id;
      if (id !== undefined) wish();
    });
  }

  return { requests, failure, start };
}
