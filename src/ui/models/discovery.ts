import { signal } from '@preact/signals';
import { Failure, type FailureRecord, failureRecord } from '../../core/failure.ts';
import { hostPattern, originPattern } from '../../core/url-pattern.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import { isWebUrl, withScheme } from '../with-scheme.ts';
import type { ProfileForm } from './profile-form.ts';

type State = { draftId: string; issuer: string } & (
  | { step: 'asking'; host: string }
  | { step: 'found' }
  | { step: 'failed'; failure: FailureRecord }
);

/** Asks the issuer for its endpoints, and puts them into the form. */
export function createDiscovery(inputs: UiInputs & { form: ProfileForm }) {
  const { form } = inputs;
  const state = signal<State>();

  /** To be called first thing in a click: it asks for the issuer's host. */
  async function find(): Promise<void> {
    const draft = form.draft.value;
    if (!draft) return;
    const issuer = withScheme(draft.issuer.trim());
    if (!isWebUrl(issuer)) {
      form.errors.value = { ...form.errors.value, issuer: text.notAUrl };
      return;
    }
    const asked = inputs.requestHosts([hostPattern(originPattern(issuer))]);
    if (issuer !== draft.issuer) form.changeIssuer(issuer);
    const { host } = new URL(issuer);
    const subject = { draftId: draft.id, issuer };
    state.value = { ...subject, step: 'asking', host };
    try {
      const allowed = await asked;
      if (!allowed) throw new Failure('permission_missing', { hosts: host });
      const metadata = await inputs.send('server.discover', { issuer });
      if (!isCurrent(subject)) return;
      form.change({ metadata });
      state.value = { ...subject, step: 'found' };
    } catch (error) {
      if (isCurrent(subject)) state.value = { ...subject, step: 'failed', failure: failureRecord(error) };
    }
  }

  function isCurrent({ draftId, issuer }: { draftId: string; issuer: string }): boolean {
    return form.draft.value?.id === draftId && form.draft.value.issuer === issuer;
  }

  /** The state, unless it belongs to another form or issuer. */
  function current(): State | undefined {
    return state.value && isCurrent(state.value) ? state.value : undefined;
  }

  return { find, current };
}
