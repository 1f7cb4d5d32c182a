import { grantTypes, responseTypes } from '../../core/grant-type.ts';
import type { Place, Stage } from '../../core/parameter.ts';
import { challengeMethods, type EndpointName, responseModes } from '../../core/profile.ts';
import { emptyDraft, type ProfileDraft, type SourceDraft } from '../../core/profile-draft.ts';
import { isPlaceholder } from './placeholder.ts';
import { quoted } from './quoted.ts';
import type { ReadProfile, ReadToken } from './read-profile.ts';

/** These are made anew for every sign-in, so a pasted value is worth nothing. */
const fresh = new Set(
  'state nonce code code_verifier code_challenge device_code auth_req_id dpop_jkt request request_uri'.split(' '),
);

type TextField = {
  [Field in keyof ProfileDraft]-?: ProfileDraft[Field] extends string | undefined ? Field : never;
}[keyof ProfileDraft];

/** Parameters (RFC 6749 and its extensions) that have a field of the same meaning. */
const fields = new Map<string, TextField>([
  ['client_id', 'client_id'],
  ['client_secret', 'client_secret'],
  ['username', 'username'],
  ['password', 'password'],
  ['assertion', 'assertion'],
  ['binding_message', 'binding_message'],
]);

const others =
  'grant_type response_type response_mode code_challenge_method scope redirect_uri refresh_token access_token id_token login_hint';

/** A name or a URI (RFC 6749, appendix A.10). Where a text is broken, a secret may have come here. */
const isGrantType = /^(?:[\w.-]+|[a-z][a-z\d+.-]*:[^\s"'<>]+)$/i;

/** Whether a name is a parameter of OAuth that a profile knows. */
export function isOauthWord(name: string): boolean {
  return fields.has(name) || fresh.has(name) || others.split(' ').includes(name);
}

const mostSentences = 20;
const mostParameters = 200;

export type ProfileReading = ReturnType<typeof createProfileReading>;

/** Collects what foreign texts say about a profile, parameter by parameter. What is said twice and differently is kept once, and told. */
export function createProfileReading(id: string) {
  const draft = emptyDraft(id);
  const token: ReadToken = {};
  const notUnderstood: string[] = [];
  const remarks: string[] = [];
  const notKept: string[] = [];
  let hasGrant = false;
  let hasSecretInBody = false;

  /** A field of the draft; what came first stays. */
  function set(field: TextField, value: string, name: string = field): void {
    if (!value) return;
    if (isPlaceholder(value)) {
      remarks.push(`${value} stands where ${name} belongs: type it.`);
      return;
    }
    if (draft[field] && draft[field] !== value) {
      notUnderstood.push(`${name} is there twice, with two values: the first one was taken.`);
      return;
    }
    Object.assign(draft, { [field]: value });
  }

  function setEndpoint(name: EndpointName, url: string): void {
    const known = draft.endpoints[name];
    if (isPlaceholder(url)) remarks.push(`${url} stands where ${name} belongs: type it.`);
    else if (known && known !== url) notUnderstood.push(`There is a second ${name}: the first one was taken.`);
    else if (url) draft.endpoints[name] = url;
  }

  /** A parameter of a request of this stage, at this place. */
  function add(name: string, value: string, stage: Stage, place: Place): void {
    const field = fields.get(name);
    if (fresh.has(name)) {
      notKept.push(name);
      if (name === 'request' || name === 'request_uri') {
        notUnderstood.push(`What stands inside of ${name} was not read: set it in the form.`);
      }
    } else if (name === 'login_hint' && draft.grant_type === 'urn:openid:params:grant-type:ciba')
      set('login_hint', value);
    else if (field) {
      set(field, value);
      if (name === 'client_secret' && value) hasSecretInBody = true;
    } else if (special.has(name)) special.get(name)?.(value, stage);
    else addExtra(name, value, stage, place);
  }

  const special = new Map<string, (value: string, stage: Stage) => void>([
    ['grant_type', setGrant],
    ['response_type', setResponseType],
    ['response_mode', (value) => choose('response_mode', responseModes, value)],
    ['code_challenge_method', (value) => choose('code_challenge_method', challengeMethods, value)],
    ['scope', setScope],
    ['redirect_uri', setRedirect],
    ['refresh_token', (value) => keep('refresh_token', value)],
    ['access_token', (value) => keep('access_token', value)],
    ['id_token', (value) => keep('id_token', value)],
    ['subject_token', (value) => setSource('subject', { text: value })],
    ['subject_token_type', (value) => setSource('subject', { type: value })],
    ['actor_token', (value) => setSource('actor', { text: value })],
    ['actor_token_type', (value) => setSource('actor', { type: value })],
    ['client_assertion', setAssertion],
    ['client_assertion_type', () => undefined],
  ]);

  function setGrant(value: string): void {
    if (!value || isPlaceholder(value)) return;
    if (value === 'refresh_token') return;
    if (!isGrantType.test(value)) {
      notUnderstood.push(`The grant type ${quoted(value)} is not known.`);
      return;
    }
    const grant = grantTypes.find((each) => each === value && !['implicit', 'hybrid', 'extension'].includes(each));
    const now = { grant_type: grant ?? ('extension' as const), extensionGrant: grant ? '' : value };
    const isHybrid = draft.grant_type === 'hybrid' && grant === 'authorization_code';
    if (isHybrid) return;
    const isSame = draft.grant_type === now.grant_type && draft.extensionGrant === now.extensionGrant;
    if (hasGrant && !isSame) {
      notUnderstood.push(`There is another grant, ${quoted(value)}: a profile has one. Paste its request by itself.`);
      return;
    }
    hasGrant = true;
    Object.assign(draft, now);
  }

  /** RFC 6749, section 3.1.1; several values stand in any order (OAuth 2.0 Multiple Response Types, section 2). */
  function setResponseType(value: string): void {
    if (!value || isPlaceholder(value)) return;
    const words = value.split(/\s+/).sort().join(' ');
    const grant = (['implicit', 'hybrid'] as const).find((each) => responseTypes[each].some((type) => type === words));
    if (!grant && words !== 'code') {
      notUnderstood.push(`The response type ${quoted(value)} is not known.`);
      return;
    }
    const isHybrid = grant === 'hybrid' && draft.grant_type === 'authorization_code';
    if (hasGrant && !isHybrid && draft.grant_type !== (grant ?? 'authorization_code')) {
      notUnderstood.push(
        `There is another grant, by response_type “${words}”: a profile has one. Paste its request by itself.`,
      );
      return;
    }
    hasGrant = true;
    draft.grant_type = grant ?? 'authorization_code';
    draft.response_type = grant ? words : '';
  }

  function choose(field: 'response_mode' | 'code_challenge_method', values: readonly string[], value: string): void {
    if (values.includes(value)) Object.assign(draft, { [field]: value });
    else if (value) notUnderstood.push(`The ${field} ${quoted(value)} is not known.`);
  }

  /** A comma separates where nothing else does. */
  function setScope(value: string): void {
    const text = value.trim();
    const separator = /,\s+/.test(text) ? ', ' : /,/.test(text) && !/\s/.test(text) ? ',' : ' ';
    if (!draft.scope && text && !isPlaceholder(text)) draft.scopeSeparator = separator;
    set('scope', text);
  }

  function setRedirect(value: string): void {
    set('redirect_uri', value);
    if (draft.redirect_uri) draft.redirect = 'tab';
  }

  function keep(part: keyof ReadToken, value: string): void {
    if (value && !isPlaceholder(value)) token[part] = value;
  }

  function setSource(field: 'subject' | 'actor', part: Partial<SourceDraft>): void {
    if (part.text !== undefined && isPlaceholder(part.text))
      remarks.push(`${part.text} stands where ${field}_token belongs: type it.`);
    else draft[field] = { ...draft[field], ...part };
  }

  /** RFC 7523, section 2.2. The algorithm stands in the assertion, but whose key it is can't be known. */
  function setAssertion(): void {
    draft.token_endpoint_auth_method = 'private_key_jwt';
    remarks.push(
      'The client shows a signed assertion, which is made anew for each request: import the key that signs it.',
    );
  }

  /** A parameter of the tester's own, even where it has a field of its name. */
  function addExtra(name: string, value: string, stage: Stage, place: Place, on = true): void {
    const isBlank = isPlaceholder(value);
    if (isBlank) remarks.push(`${value} stands where ${name} belongs: type it.`);
    const extra = { name, value: isBlank ? '' : value, stage, place, on };
    const isThere = draft.parameters.some(
      (each) => each.name === name && each.value === extra.value && each.stage === stage && each.place === place,
    );
    if (isThere) return;
    if (draft.parameters.length < mostParameters) draft.parameters.push(extra);
    else notUnderstood.push(`There are more than ${mostParameters} parameters: the others were left out.`);
  }

  /**
   * Credentials of a header (RFC 7617). They are sent as they stood there, whether they were form-encoded before (RFC 6749, section
   * 2.3.1) can't be seen.
   */
  function setBasic(client_id: string, client_secret: string): void {
    set('client_id', client_id);
    set('client_secret', client_secret);
    if (!client_secret) {
      remarks.push(
        'The client shows its id in a header, with an empty secret: Tokendock sends the id in the body, as public clients do.',
      );
      return;
    }
    draft.token_endpoint_auth_method = 'client_secret_basic';
    draft.rawBasic = [client_id, client_secret].some(
      (text) => new URLSearchParams([['', text]]).toString() !== `=${text}`,
    );
  }

  function done(): ReadProfile {
    if (draft.token_endpoint_auth_method === 'none' && hasSecretInBody) {
      draft.token_endpoint_auth_method = 'client_secret_post';
    }
    if (!hasGrant && draft.endpoints.device_authorization_endpoint) {
      draft.grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    }
    if (notKept.length > 0) {
      remarks.push(`Made anew for each sign-in, so not kept: ${[...new Set(notKept)].join(', ')}.`);
    }
    return { draft, token, api: [], notUnderstood: listed(notUnderstood), remarks: listed(remarks) };
  }

  return {
    draft,
    set,
    setEndpoint,
    add,
    addExtra,
    setBasic,
    keep,
    notUnderstood: (sentence: string) => void notUnderstood.push(sentence),
    remark: (sentence: string) => void remarks.push(sentence),
    done,
  };
}

/** Each sentence once, and not more of them than a person reads. */
function listed(sentences: readonly string[]): string[] {
  const all = [...new Set(sentences)];
  const more = all.length - mostSentences;
  return more > 0 ? [...all.slice(0, mostSentences), `There were ${more} more like these.`] : all;
}
