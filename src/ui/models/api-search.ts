import { signal } from '@preact/signals';
import { Failure, type FailureRecord, failureRecord } from '../../core/failure.ts';
import { hostPattern, originPattern } from '../../core/url-pattern.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import { isWebUrl, withScheme } from '../with-scheme.ts';

type State =
  | { step: 'asking'; host: string }
  | { step: 'found'; issuers: string[] }
  | { step: 'wrong'; sentence: string }
  | { step: 'failed'; failure: FailureRecord };

/** Finds the servers whose tokens an API takes, by the API's own word. */
export function createApiSearch(inputs: Pick<UiInputs, 'send' | 'requestHosts'>) {
  const url = signal('');
  const state = signal<State>();

  /** To be called first thing in a click: it asks for the API's host. */
  async function find(): Promise<void> {
    const typed = withScheme(url.value.trim());
    if (!isWebUrl(typed)) {
      state.value = { step: 'wrong', sentence: text.notAUrl };
      return;
    }
    const asked = inputs.requestHosts([hostPattern(originPattern(typed))]);
    const { host } = new URL(typed);
    state.value = { step: 'asking', host };
    try {
      if (!(await asked)) throw new Failure('permission_missing', { hosts: host });
      state.value = { step: 'found', issuers: await inputs.send('server.ofApi', { url: typed }) };
    } catch (error) {
      state.value = { step: 'failed', failure: failureRecord(error) };
    }
  }

  function type(next: string) {
    url.value = next;
    state.value = undefined;
  }

  return { url, state, find, type };
}
