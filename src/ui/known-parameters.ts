import type { GrantType } from '../core/grant-type.ts';
import { hasFrontChannel } from '../core/grant-type.ts';
import type { Parameter, Stage } from '../core/parameter.ts';

type Known = { name: string; stage: Stage; description: string; values?: string[]; example?: string };

const authorizationDetails = '[{ "type": "" }]';
const claims = '{ "id_token": { "email": null } }';

/** Parameters that many servers know, with the request that they usually belong to. */
const known: readonly Known[] = [
  {
    name: 'prompt',
    stage: 'authorize',
    description: 'Ask again, or never ask',
    values: ['login', 'consent', 'select_account', 'none'],
  },
  { name: 'login_hint', stage: 'authorize', description: 'Who signs in: a name or an email address' },
  { name: 'max_age', stage: 'authorize', description: 'How old the sign-in may be, in seconds', values: ['0', '300'] },
  { name: 'acr_values', stage: 'authorize', description: 'How strong the sign-in must be' },
  { name: 'ui_locales', stage: 'authorize', description: 'Languages of the sign-in page', values: ['en', 'de', 'fr'] },
  { name: 'audience', stage: 'every', description: 'The API that the token is for, where the server wants a name' },
  { name: 'resource', stage: 'every', description: 'The API that the token is for, as a URL (RFC 8707)' },
  { name: 'claims', stage: 'authorize', description: 'Which claims to put where, as JSON', example: claims },
  {
    name: 'authorization_details',
    stage: 'authorize',
    description: 'What the token may do, as JSON (RFC 9396)',
    example: authorizationDetails,
  },
  { name: 'display', stage: 'authorize', description: 'How the page looks', values: ['page', 'popup', 'touch', 'wap'] },
  { name: 'id_token_hint', stage: 'authorize', description: 'An ID token of the user who shall sign in' },
  {
    name: 'access_type',
    stage: 'authorize',
    description: 'Google: offline for a refresh token',
    values: ['offline', 'online'],
  },
];

/** What can be added with this grant. Without a sign-in page, only what the token endpoint understands. */
export function knownParameters(grant: GrantType): readonly Known[] {
  if (hasFrontChannel(grant)) return known;
  return known
    .filter(({ name, stage }) => stage === 'every' || name === 'authorization_details' || name === 'acr_values')
    .map((each) => ({ ...each, stage: each.stage === 'authorize' ? 'token' : each.stage }));
}

export function ofKnown({ name, stage, values, description, example = '' }: Known): Parameter {
  return { name, value: example, stage, place: placeOf(stage), on: true, description, ...(values && { values }) };
}

export function ownParameter(grant: GrantType): Parameter {
  const stage = hasFrontChannel(grant) ? 'authorize' : 'token';
  return { name: '', value: '', stage, place: placeOf(stage), on: true };
}

/** The authorization request knows only the query; the others carry their parameters in the body. */
export function placeOf(stage: Stage): Parameter['place'] {
  return stage === 'authorize' ? 'query' : 'body';
}
