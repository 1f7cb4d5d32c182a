import { signal } from '@preact/signals';
import type { GrantType } from '../../core/grant-type.ts';
import { type EndpointName, endpointNames } from '../../core/profile.ts';
import { emptyDraft, type FieldErrors, type ProfileDraft, type ProfileField } from '../../core/profile-draft.ts';
import type { UiInputs } from '../inputs.ts';
import { text } from '../text.ts';
import { isWebUrl, withScheme } from '../with-scheme.ts';
import type { Status } from './status.ts';
import type { Undoing } from './undoing.ts';

/** The fields under “More”. */
const folded: readonly ProfileField[] = [
  ...endpointNames,
  'description',
  'parameters',
  'response_mode',
  'code_challenge_method',
  'baseUri',
  'baseUriField',
];

export type ProfileForm = ReturnType<typeof createProfileForm>;

/** The form of one profile. What is typed is kept at once: the popup closes without a warning. */
export function createProfileForm(inputs: UiInputs & { status: Status; undoing: Undoing }) {
  const { send, status, undoing } = inputs;
  const draft = signal<ProfileDraft>();
  const errors = signal<FieldErrors>({});
  /** Whether it was left unsaved before. */
  const continued = signal(false);
  /** Whether something stands in it that was not saved. */
  const changed = signal(false);
  const saving = signal(false);
  /** The form that was just saved, until something is typed. */
  const saved = signal<string>();
  /** Whether the part that most people never need is unfolded. */
  const moreOpen = signal(false);
  /** Goes up with each refused save, so that the first wrong field gets the focus. */
  const refusals = signal(0);
  let kept: Promise<unknown> = Promise.resolve();
  /** How many forms were asked for. */
  let asked = 0;

  function open(next: ProfileDraft, wasContinued: boolean) {
    asked++;
    draft.value = next;
    errors.value = {};
    continued.value = wasContinued;
    changed.value = wasContinued;
    // The form that was just saved stays as it was unfolded.
    if (saved.value === next.id) return;
    saved.value = undefined;
    moreOpen.value = !next.issuer && Object.values(next.endpoints).some(Boolean);
  }

  /** What was begun before and not saved waits in the list. */
  function create() {
    open(emptyDraft(inputs.randomId()), false);
  }

  /** Opens a form that was filled elsewhere; it is kept unsaved at once. */
  function adopt(filled: ProfileDraft) {
    open(filled, false);
    change({});
  }

  /** An unsaved form of the same profile is continued, not lost. */
  async function edit(id: string) {
    const mine = ++asked;
    // Where another form was open, its last letter may be on its way.
    await kept;
    await status.read();
    const unsaved = status.snapshot.value?.drafts.find((each) => each.id === id);
    const found = unsaved ?? (await send('profile.edit', { id }).catch(status.tell));
    // Another form may have been asked for meanwhile.
    if (found && mine === asked) open(found, unsaved !== undefined);
  }

  function change(patch: Partial<ProfileDraft>) {
    if (!draft.value) return;
    draft.value = { ...draft.value, ...patch };
    saved.value = undefined;
    changed.value = true;
    clearErrors(Object.keys(patch) as ProfileField[]);
    kept = Promise.all([kept, send('draft.save', draft.value)]).catch(status.tell);
  }

  function changeEndpoint(name: EndpointName, value: string) {
    if (draft.value) change({ endpoints: { ...draft.value.endpoints, [name]: value } });
    clearErrors([name]);
  }

  /** What the server said about itself belongs to the issuer it was asked at. */
  function changeIssuer(issuer: string) {
    if (!draft.value) return;
    const { metadata: _gone, ...rest } = draft.value;
    draft.value = rest;
    const isProposed = rest.name === proposedName(rest.issuer);
    change({ issuer, ...(isProposed && { name: proposedName(issuer) }) });
    clearErrors(['authorization_endpoint', 'token_endpoint']);
  }

  /** A machine always shows who it is, so “None” makes way for the usual method. An own grant lives by its parameters. */
  function changeGrant(grant_type: GrantType) {
    const isPublic = draft.value?.token_endpoint_auth_method === 'none';
    const basic = grant_type === 'client_credentials' && isPublic;
    change({ grant_type, ...(basic && { token_endpoint_auth_method: 'client_secret_basic' }) });
    if (grant_type === 'extension') moreOpen.value = true;
  }

  function clearErrors(fields: readonly ProfileField[]) {
    if (!fields.some((field) => field in errors.value)) return;
    errors.value = Object.fromEntries(
      Object.entries(errors.value).filter(([field]) => !fields.includes(field as ProfileField)),
    );
  }

  async function save(): Promise<void> {
    if (!draft.value || saving.value) return;
    saving.value = true;
    const issuer = withScheme(draft.value.issuer.trim());
    if (issuer !== draft.value.issuer.trim()) changeIssuer(issuer);
    await kept;
    await send('profile.save', draft.value).then((answer) => {
      if ('saved' in answer) return closeSaved();
      errors.value = answer.errors;
      moreOpen.value ||= folded.some((name) => name in answer.errors);
      refusals.value++;
    }, status.tell);
    saving.value = false;
  }

  async function closeSaved(): Promise<void> {
    await status.read();
    saved.value = draft.value?.id;
    changed.value = false;
    draft.value = undefined;
  }

  /** It can be had back for a while. */
  async function discard(unsaved: ProfileDraft): Promise<void> {
    await kept;
    const discarded = send('draft.discard', { id: unsaved.id });
    async function bringBack() {
      await send('draft.save', unsaved);
      if (draft.value?.id === unsaved.id) open(unsaved, true);
    }
    await status.after(discarded.then(() => undoing.offer(text.list.discarded(unsaved.name), bringBack)));
  }

  /** Closes the form; the background keeps what was typed. */
  async function leave(): Promise<void> {
    draft.value = undefined;
    await kept;
    await status.read();
  }

  /** Gives up what was typed; in the workbench, what is stored takes its place. */
  async function cancel(): Promise<void> {
    const unsaved = draft.value;
    if (unsaved && changed.value) await discard(unsaved);
    if (draft.value?.id === unsaved?.id) draft.value = undefined;
  }

  return {
    ...{ draft, errors, continued, changed, saving, saved, moreOpen, refusals, create },
    resume: (unsaved: ProfileDraft) => open(unsaved, true),
    ...{ adopt, edit, change, changeEndpoint, changeIssuer, changeGrant, save, discard, leave },
    cancel,
  };
}

/** What a profile of this issuer is called until the tester says otherwise. */
export function proposedName(issuer: string): string {
  const url = withScheme(issuer.trim());
  return isWebUrl(url) ? new URL(url).host : '';
}

/** What stands in an endpoint's field: what was typed, or else what the server says. */
export function endpointText(draft: ProfileDraft, name: EndpointName): string {
  const typed = draft.endpoints[name] as string | undefined;
  return typed ?? discoveredEndpoint(draft, name) ?? '';
}

export function discoveredEndpoint(draft: ProfileDraft, name: EndpointName): string | undefined {
  const found = draft.metadata?.[name];
  return typeof found === 'string' ? found : undefined;
}
