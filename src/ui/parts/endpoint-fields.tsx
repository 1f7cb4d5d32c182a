import { type EndpointName, endpointNames, type GrantType, type ProfileDraft } from '../../core/profile.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { discoveredEndpoint, endpointText } from '../models/profile-form.ts';
import { Field } from './field.tsx';

const ofUsers: readonly EndpointName[] = ['authorization_endpoint', 'refresh_endpoint', 'userinfo_endpoint'];

/** The endpoints that the grant uses. Folded up while the issuer knows them. */
export function EndpointFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form } = popup;
  return (
    <details
      open={form.endpointsOpen.value}
      onToggle={(event) => {
        form.endpointsOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{formText.endpoints}</summary>
      <p class="small quiet">{formText.endpointsHint}</p>
      {endpointsOf(draft.grant_type).map((name) => (
        <Field
          key={name}
          name={name}
          label={formText.endpoint[name]}
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
      ))}
    </details>
  );
}

function endpointsOf(grant: GrantType): readonly EndpointName[] {
  return grant === 'authorization_code' ? endpointNames : endpointNames.filter((name) => !ofUsers.includes(name));
}
