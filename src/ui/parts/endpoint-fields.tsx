import type { EndpointName } from '../../core/profile.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { discoveredEndpoint, endpointText } from '../models/profile-form.ts';
import { usedEndpoints } from '../used-endpoints.ts';
import { Field } from './field.tsx';

type Props = { popup: Popup; draft: ProfileDraft };

/** The endpoints that the grant uses; the others are a fold away. */
export function EndpointFields({ popup, draft }: Props) {
  const { form } = popup;
  const used = usedEndpoints(draft);
  const others = othersOf(draft);
  return (
    <fieldset class="field">
      <legend class="label">{formText.endpoints}</legend>
      <p class="small quiet">{formText.endpointsHint}</p>
      {used.map((name) => (
        <EndpointField key={name} popup={popup} draft={draft} name={name} />
      ))}
      <details class="flat" open={others.some((name) => form.errors.value[name])}>
        <summary class="small">{formText.otherEndpoints}</summary>
        {others.map((name) => (
          <EndpointField key={name} popup={popup} draft={draft} name={name} />
        ))}
      </details>
    </fieldset>
  );
}

function EndpointField({ popup, draft, name }: Props & { name: EndpointName }) {
  const { form } = popup;
  return (
    <Field
      name={name}
      label={name === 'jwks_uri' ? formText.endpoint[name] : formText.endpointUrl(formText.endpoint[name])}
      hint={name === 'refresh_endpoint' ? formText.refreshHint : undefined}
      error={form.errors.value[name]}
    >
      {(control) => (
        <input
          {...control}
          type="url"
          value={endpointText(draft, name)}
          placeholder={discoveredEndpoint(draft, name)}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => form.changeEndpoint(name, event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

const afterwards: readonly EndpointName[] = [
  'introspection_endpoint',
  'revocation_endpoint',
  'registration_endpoint',
  'jwks_uri',
];
const ofUsers: readonly EndpointName[] = ['refresh_endpoint', 'userinfo_endpoint', 'end_session_endpoint'];

/** A machine has no user who could be asked for, or signed out. */
function othersOf({ grant_type }: ProfileDraft): EndpointName[] {
  const isMachine = grant_type === 'client_credentials';
  return isMachine ? [...afterwards] : [...ofUsers, ...afterwards];
}
