import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { PastedToken } from '../../core/token-details.ts';
import type { UiInputs } from '../inputs.ts';
import { pasteText } from '../workbench-text.ts';
import type { Status } from './status.ts';

/** Takes a token that was got elsewhere. What is typed is kept nowhere else. */
export function createPasting(inputs: Pick<UiInputs, 'send'> & { status: Status }) {
  const { send, status } = inputs;
  const token = signal<PastedToken>();
  const missing = signal<string>();
  const failure = signal<FailureRecord>();
  /** The server is asked whose it is. */
  const busy = signal(false);

  /** With what is known of it already. */
  function open(profileId: string, known: Partial<PastedToken> = {}) {
    const empty = { access_token: '', refresh_token: '', id_token: '', client_secret: '', expires_in: '' };
    token.value = { ...empty, ...known, profileId };
    missing.value = undefined;
    failure.value = undefined;
  }

  function change(patch: Partial<PastedToken>) {
    if (token.value) token.value = { ...token.value, ...patch };
    missing.value = undefined;
  }

  function close() {
    token.value = undefined;
  }

  /** Returns the new token's id, unless something is wrong. */
  async function keep(): Promise<string | undefined> {
    const pasted = token.value;
    if (!pasted || busy.value) return undefined;
    if (!pasted.access_token.trim()) {
      missing.value = pasteText.missing;
      return undefined;
    }
    busy.value = true;
    try {
      const id = await send('token.paste', pasted);
      close();
      await status.read();
      return id;
    } catch (error) {
      failure.value = failureRecord(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { token, missing, failure, busy, open, change, close, keep };
}
