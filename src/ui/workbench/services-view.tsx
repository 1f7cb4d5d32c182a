import { useRef } from 'preact/hooks';
import type { Services } from '../../core/services.ts';
import type { Workbench } from '../models/workbench.ts';
import { hashOf } from '../place.ts';
import { servicesText as words } from '../services-text.ts';
import { Facts } from './facts.tsx';
import { FormFoot } from './form-foot.tsx';
import { UserMapper } from './user-mapper.tsx';
import { ValidationFields } from './validation-fields.tsx';
import { WebhookFields } from './webhook-fields.tsx';
import { WebhookTrial } from './webhook-trial.tsx';

/** What a profile does besides getting tokens. */
export function ServicesView({ workbench }: { workbench: Workbench }) {
  const { popup, profileId } = workbench;
  const { form } = popup;
  const last = useRef(form.draft.value);
  if (form.draft.value) last.current = form.draft.value;
  // Saved, the form is read anew; meanwhile the last one stands.
  const draft = last.current?.id === profileId.value ? last.current : undefined;
  if (!draft) return null;
  const { callback } = draft.deviations ?? {};
  function change(patch: Partial<Services>) {
    const services = Object.fromEntries(Object.entries({ ...draft?.services, ...patch }).filter(([, value]) => value));
    form.change({ services });
  }
  return (
    <div class="setup">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.save();
        }}
      >
        <ValidationFields
          validation={draft.services?.validation}
          error={form.errors.value.services}
          onChange={(validation) => change({ validation })}
        />
        <UserMapper
          error={form.errors.value.deviations}
          deviations={draft.deviations}
          onChange={(deviations) => form.change({ deviations })}
        />
        <section class="card stack">
          <h3>{words.callback}</h3>
          <p class="small quiet">{words.callbackHint}</p>
          {callback?.parameters ? (
            <Facts fields={callback.parameters} now={popup.clock.now.value} />
          ) : (
            <p>{words.callbackUsual}</p>
          )}
          <p class="small">
            <a href={hashOf({ profileId: draft.id, view: 'setup' })}>{words.callbackTo}</a>
          </p>
        </section>
        <WebhookFields check={draft.services?.webhook} onChange={(webhook) => change({ webhook })} />
        <FormFoot form={form} id={draft.id} />
      </form>
      <div class="setup-side">
        {draft.services?.webhook && (
          <WebhookTrial workbench={workbench} profileId={draft.id} check={draft.services.webhook} />
        )}
      </div>
    </div>
  );
}
