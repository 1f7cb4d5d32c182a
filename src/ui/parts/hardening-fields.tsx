import { hasFrontChannel, hasTokenRequest } from '../../core/grant-type.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import type { Popup } from '../models/popup.ts';
import { keyPlace, listsHardening, requiresHardening } from '../supported.ts';
import { KeyField } from './key-field.tsx';
import { SwitchField } from './switch-field.tsx';

type Switch = keyof typeof formText.switches;

/** What makes requests and tokens harder to misuse, as far as the grant has a place for it. */
export function HardeningFields({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const names = switchesOf(draft);
  if (names.length === 0) return null;
  return (
    <fieldset class="field">
      <legend class="label">{formText.hardening}</legend>
      {names.map((name) => (
        <SwitchField
          key={name}
          id={`switch-${name}`}
          label={formText.switches[name][0]}
          hint={formText.switches[name][1]}
          note={noteOf(draft, name)}
          on={draft[name]}
          onChange={(on) => popup.form.change({ [name]: on })}
        />
      ))}
      {keyPlace(draft) === 'request' && <KeyField popup={popup} draft={draft} />}
    </fieldset>
  );
}

function switchesOf({ grant_type, token_endpoint_auth_method }: ProfileDraft): Switch[] {
  const front: Switch[] = hasFrontChannel(grant_type) ? ['pushed', 'signedRequest'] : [];
  const token: Switch[] = hasTokenRequest(grant_type) ? ['dpop'] : [];
  const basic = hasTokenRequest(grant_type) && token_endpoint_auth_method === 'client_secret_basic';
  return [...front, ...token, ...(basic ? (['rawBasic'] as const) : [])];
}

function noteOf(draft: ProfileDraft, name: Switch): string | undefined {
  if (requiresHardening(draft.metadata, name)) return draft[name] ? undefined : formText.required;
  return draft[name] && listsHardening(draft.metadata, name) === false ? formText.unlisted : undefined;
}
