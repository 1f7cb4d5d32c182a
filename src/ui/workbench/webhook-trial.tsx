import { useEffect } from 'preact/hooks';
import type { WebhookCheck } from '../../core/webhook-check.ts';
import type { CheckedDelivery } from '../../messages.ts';
import { createWebhook } from '../models/webhook.ts';
import type { Workbench } from '../models/workbench.ts';
import { moment } from '../moment.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { servicesText as words } from '../services-text.ts';
import { Fact } from './facts.tsx';
import { LabelledText } from './labelled.tsx';

type Props = { workbench: Workbench; profileId: string; check: WebhookCheck };

/** A pasted delivery, and whether it is genuine. */
export function WebhookTrial({ workbench, profileId, check }: Props) {
  const { popup } = workbench;
  const webhook = workbench.model(createWebhook);
  useEffect(() => webhook.open(profileId), [webhook, profileId]);
  const state = webhook.state.value;
  const isHmac = check.by === 'hmac';
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void webhook.check(check);
      }}
    >
      <h3>{words.tryIt}</h3>
      <LabelledText
        label={isHmac ? words.secret : words.keys}
        hint={words.notStored}
        {...(isHmac ? { isSecret: true } : { rows: 4 })}
        value={webhook.key.value}
        onInput={(key) => webhook.change({ key })}
      />
      <LabelledText
        label={words.delivery}
        hint={words.deliveryHint}
        rows={12}
        value={webhook.delivery.value}
        onInput={(delivery) => webhook.change({ delivery })}
      />
      <div class="row end">
        <button type="submit" class="main">
          {words.check}
        </button>
      </div>
      <div role="status" class="stack">
        {state?.step === 'failed' && <FailureText failure={state.failure} />}
        {state?.step === 'checked' && <Found found={state.found} now={popup.clock.now.value} />}
      </div>
    </form>
  );
}

function Found({ found, now }: { found: CheckedDelivery; now: number }) {
  const { eventId, eventType, remarks, sentence, signedAt, verdict } = found;
  return (
    <>
      <p class={verdict === 'good' ? 'ok' : 'over'}>
        <b>{words.verdicts[verdict]}</b> {sentence}
      </p>
      {remarks.map((remark) => (
        <p key={remark} class="small">
          {remark}
        </p>
      ))}
      <dl class="facts">
        <Fact plain name={words.eventType} value={eventType ?? words.notFound} />
        <Fact plain name={words.eventId} value={eventId ?? words.notFound} />
        {signedAt !== undefined && <Fact plain name={words.signedAt} value={moment(signedAt, now)} />}
      </dl>
    </>
  );
}
