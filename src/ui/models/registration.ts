import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import { hostPattern, originPattern } from '../../core/url-pattern.ts';
import type { UiInputs } from '../inputs.ts';
import { isWebUrl } from '../with-scheme.ts';
import { endpointText, type ProfileForm } from './profile-form.ts';

type State = { draftId: string } & ({ step: 'asking' | 'done' } | { step: 'failed'; failure: FailureRecord });

/** Registers a client by what stands in the form (RFC 7591). */
export function createRegistration(inputs: UiInputs & { form: ProfileForm }) {
  const { form, requestHosts, send } = inputs;
  const state = signal<State>();
  const initialAccessToken = signal('');

  /** Where a client could be registered, as far as the form knows. */
  function endpoint(): string | undefined {
    const url = form.draft.value && endpointText(form.draft.value, 'registration_endpoint').trim();
    return url && isWebUrl(url) ? url : undefined;
  }

  /** To be called first thing in a click: it asks for the server's host. */
  async function register(): Promise<void> {
    const draft = form.draft.value;
    const url = endpoint();
    if (!draft || !url || state.value?.step === 'asking') return;
    const draftId = draft.id;
    const asked = requestHosts([hostPattern(originPattern(url))]);
    state.value = { draftId, step: 'asking' };
    try {
      await asked;
      const registered = await send('client.register', { draft, initialAccessToken: initialAccessToken.value.trim() });
      if (form.draft.value?.id === draftId) form.change(registered);
      initialAccessToken.value = '';
      state.value = { draftId, step: 'done' };
    } catch (error) {
      state.value = { draftId, step: 'failed', failure: failureRecord(error) };
    }
  }

  /** The state, unless it belongs to another form. */
  function current(): State | undefined {
    return state.value?.draftId === form.draft.value?.id ? state.value : undefined;
  }

  return { endpoint, register, current, initialAccessToken };
}
