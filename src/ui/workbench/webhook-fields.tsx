import type { DeliveryPlace, HmacCheck, JwsCheck, WebhookCheck } from '../../core/webhook-check.ts';
import { type WebhookPreset, webhookPresets } from '../../formats/webhook-presets.ts';
import { servicesText as words } from '../services-text.ts';
import { LabelledSelect, LabelledText } from './labelled.tsx';
import { PlaceField } from './place-field.tsx';

type Props = { check: WebhookCheck | undefined; onChange: (check: WebhookCheck | undefined) => void };

const own: Record<string, WebhookCheck> = {
  'own-hmac': {
    by: 'hmac',
    hash: 'SHA-256',
    encoding: 'hex',
    secret: 'text',
    header: 'X-Signature',
    patterns: ['{signature}'],
    template: '{body}',
  },
  'own-jws': { by: 'jws' },
};

/** How the provider's webhooks are signed: as a well-known one does, or field by field. */
export function WebhookFields({ check, onChange }: Props) {
  const preset = presetOf(check);
  const options = {
    '': words.noWebhook,
    ...Object.fromEntries(webhookPresets.map(({ id, name }) => [id, name])),
    'own-hmac': words.ownHmac,
    'own-jws': words.ownJws,
  };
  const chosen = preset?.id ?? (check ? `own-${check.by}` : '');
  return (
    <section class="card stack">
      <h3>{words.webhook}</h3>
      <p class="small quiet">{words.webhookHint}</p>
      <LabelledSelect
        label={words.preset}
        value={chosen}
        options={options as Record<string, string>}
        onChange={(id) => onChange(webhookPresets.find((each) => each.id === id)?.check ?? own[id])}
      />
      {preset && (
        <p class="small quiet">
          <a href={preset.page} target="_blank" rel="noreferrer">
            {words.presetPage(preset.name, preset.readOn)}
          </a>
        </p>
      )}
      {check && (
        <details class="flat" open={!preset}>
          <summary class="small">{words.how}</summary>
          <div class="stack">
            {check.by === 'hmac' ? (
              <HmacFields check={check} onChange={onChange} />
            ) : (
              <JwsFields check={check} onChange={onChange} />
            )}
          </div>
        </details>
      )}
    </section>
  );
}

/** The preset that a check is, as long as nothing of it was changed. */
function presetOf(check: WebhookCheck | undefined): WebhookPreset | undefined {
  const sorted = (value: WebhookCheck) => JSON.stringify(Object.entries(value).sort());
  return check && webhookPresets.find((preset) => sorted(preset.check) === sorted(check));
}

type HmacProps = { check: HmacCheck; onChange: (check: HmacCheck) => void };

function HmacFields({ check, onChange }: HmacProps) {
  const change = (patch: { [Name in keyof HmacCheck]?: HmacCheck[Name] | undefined }) =>
    onChange(defined({ ...check, ...patch }) as HmacCheck);
  return (
    <>
      <LabelledText label={words.header} value={check.header} onInput={(header) => change({ header })} />
      <LabelledText
        label={words.patterns}
        hint={words.patternsHint}
        rows={2}
        value={check.patterns.join('\n')}
        onInput={(text) => change({ patterns: text.split('\n') })}
      />
      <LabelledText
        label={words.partSeparator}
        value={check.partSeparator ?? ''}
        onInput={(text) => change({ partSeparator: text || undefined })}
      />
      <LabelledText
        label={words.template}
        hint={words.templateHint}
        value={check.template}
        onInput={(template) => change({ template })}
      />
      <LabelledSelect
        label={words.hash}
        value={check.hash}
        options={{ 'SHA-1': 'HMAC-SHA1', 'SHA-256': 'HMAC-SHA256', 'SHA-512': 'HMAC-SHA512' }}
        onChange={(hash) => change({ hash })}
      />
      <LabelledSelect
        label={words.encoding}
        value={check.encoding}
        options={{ hex: 'hex', base64: 'base64' }}
        onChange={(encoding) => change({ encoding })}
      />
      <LabelledSelect
        label={words.secretForm}
        value={check.secret}
        options={words.secretForms}
        onChange={(secret) => change({ secret })}
      />
      <PlaceField label={words.timestamp} place={check.timestamp} onChange={(timestamp) => change({ timestamp })} />
      <EventFields check={check} onChange={change} />
    </>
  );
}

type JwsProps = { check: JwsCheck; onChange: (check: JwsCheck) => void };

function JwsFields({ check, onChange }: JwsProps) {
  const change = (patch: { [Name in keyof JwsCheck]?: JwsCheck[Name] | undefined }) =>
    onChange(defined({ ...check, ...patch }) as JwsCheck);
  return (
    <>
      <LabelledText
        label={words.header}
        hint={words.headerOptional}
        value={check.header ?? ''}
        onInput={(header) => change({ header: header || undefined })}
      />
      <EventFields check={check} onChange={change} />
    </>
  );
}

type EventPatch = {
  eventType?: DeliveryPlace | undefined;
  eventId?: DeliveryPlace | undefined;
  tolerance?: number | undefined;
};

function EventFields({ check, onChange }: { check: WebhookCheck; onChange: (patch: EventPatch) => void }) {
  return (
    <>
      <PlaceField label={words.eventType} place={check.eventType} onChange={(eventType) => onChange({ eventType })} />
      <PlaceField label={words.eventId} place={check.eventId} onChange={(eventId) => onChange({ eventId })} />
      <LabelledText
        label={words.tolerance}
        hint={words.toleranceHint}
        value={check.tolerance === undefined ? '' : String(check.tolerance)}
        onInput={(text) => {
          const seconds = Number.parseInt(text, 10);
          onChange({ tolerance: seconds >= 1 ? seconds : undefined });
        }}
      />
    </>
  );
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
