import { signal } from '@preact/signals';
import type { Trace } from '../../core/exchange.ts';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { WorkbenchInputs } from '../inputs.ts';
import type { Status } from './status.ts';

/** What was said between Tokendock and the server of one profile. */
export function createTraces(inputs: Pick<WorkbenchInputs, 'send' | 'saveFile'> & { status: Status }) {
  const { saveFile, send, status } = inputs;
  const list = signal<readonly Trace[]>();
  const failure = signal<FailureRecord>();
  let shown: string | undefined;

  /** Reads them anew. */
  async function open(profileId: string | undefined): Promise<void> {
    if (shown !== profileId) list.value = undefined;
    shown = profileId;
    if (profileId === undefined) return;
    await send('trace.list', { profileId }).then(
      (found) => {
        if (shown !== profileId) return;
        list.value = found;
        failure.value = undefined;
      },
      (error) => {
        failure.value = failureRecord(error);
      },
    );
  }

  async function clear(profileId: string): Promise<void> {
    await send('trace.clear', { profileId }).catch(status.tell);
    await open(profileId);
  }

  async function saveHar(profileId: string, name: string): Promise<void> {
    const file = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'trace'}.har`;
    await send('trace.har', { profileId }).then((har) => saveFile(file, 'application/json', har), status.tell);
  }

  return { list, failure, open, clear, saveHar };
}
