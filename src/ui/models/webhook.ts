import { signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { WebhookCheck } from '../../core/webhook-check.ts';
import type { CheckedDelivery } from '../../messages.ts';
import type { UiInputs } from '../inputs.ts';

type State = { step: 'checked'; found: CheckedDelivery } | { step: 'failed'; failure: FailureRecord };

/** Tries a delivery. Secret and delivery are kept nowhere, and gone when another profile is shown. */
export function createWebhook({ send }: Pick<UiInputs, 'send'>) {
  const key = signal('');
  const delivery = signal('');
  const state = signal<State>();
  let shown: string | undefined;

  function open(profileId: string) {
    if (shown === profileId) return;
    shown = profileId;
    key.value = '';
    delivery.value = '';
    state.value = undefined;
  }

  /** What is checked has changed, so nothing is known of it. */
  function change(patch: { key?: string; delivery?: string }) {
    key.value = patch.key ?? key.value;
    delivery.value = patch.delivery ?? delivery.value;
    state.value = undefined;
  }

  async function check(how: WebhookCheck): Promise<void> {
    state.value = await send('webhook.check', { delivery: delivery.value, check: how, key: key.value }).then(
      (found): State => ({ step: 'checked', found }),
      (error): State => ({ step: 'failed', failure: failureRecord(error) }),
    );
  }

  return { key, delivery, state, open, change, check };
}
