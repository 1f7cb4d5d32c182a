import { responseTypes } from '../../core/grant-type.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import { sourceText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { listsResponseType } from '../supported.ts';
import { AssertionField } from './assertion-field.tsx';
import { Choice } from './choice.tsx';
import { DraftText } from './draft-text.tsx';
import { PastedAssertion } from './pasted-assertion.tsx';
import { SecretField } from './secret-field.tsx';
import { SourceField } from './source-field.tsx';

type Props = { popup: Popup; draft: ProfileDraft };

/** What only this grant asks. */
export function GrantFields({ popup, draft }: Props) {
  const both = { popup, draft };
  switch (draft.grant_type) {
    case 'implicit':
    case 'hybrid':
      return <ResponseTypeField {...both} types={responseTypes[draft.grant_type]} />;
    case 'password':
      return (
        <>
          <DraftText {...both} name="username" label={formText.username} required />
          <SecretField popup={popup} field="password" />
        </>
      );
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      return (
        <>
          <SourceField {...both} name="subject" />
          <details class="flat" open={Boolean(draft.actor.tokenId || draft.actor.text)}>
            <summary class="small">{sourceText.actorOpen}</summary>
            <SourceField {...both} name="actor" />
          </details>
        </>
      );
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return <AssertionField key={draft.id} {...both} />;
    case 'urn:ietf:params:oauth:grant-type:saml2-bearer':
      return <PastedAssertion popup={popup} placeholder={formText.samlPlaceholder} />;
    case 'urn:openid:params:grant-type:ciba':
      return (
        <>
          <DraftText {...both} name="login_hint" label={formText.login_hint} hint={formText.loginHintHint} required />
          <DraftText
            {...both}
            name="binding_message"
            label={formText.binding_message}
            hint={formText.bindingMessageHint}
            optional={formText.optional}
          />
        </>
      );
    case 'extension':
      return (
        <DraftText
          {...both}
          name="extensionGrant"
          label={formText.extensionGrant}
          placeholder={formText.extensionGrantPlaceholder}
          required
        />
      );
    default:
      return null;
  }
}

function ResponseTypeField({ popup, draft, types }: Props & { types: readonly string[] }) {
  const chosen = types.find((type) => type === draft.response_type) ?? types[0] ?? '';
  return (
    <Choice
      name="response_type"
      label={formText.response_type}
      value={chosen}
      options={Object.fromEntries(types.map((type) => [type, type]))}
      error={popup.form.errors.value.response_type}
      listed={(type) => listsResponseType(draft.metadata, type)}
      onChange={(response_type) => popup.form.change({ response_type })}
    />
  );
}
