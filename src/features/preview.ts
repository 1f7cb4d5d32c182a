import type { DpopKey } from '../core/dpop-key.ts';
import { hasFrontChannel, isRepeatable } from '../core/grant-type.ts';
import type { Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { PreviewedRequest } from '../core/previewed-request.ts';
import { endpointNames, type Profile } from '../core/profile.ts';
import type { ProfileDraft } from '../core/profile-draft.ts';
import type { Token } from '../core/token.ts';
import { authorizationUrl, newProof } from '../oauth/authorization-request.ts';
import { discover } from '../oauth/discover.ts';
import { userInfo } from '../oauth/endpoints/user-info.ts';
import { exchangeCode } from '../oauth/grants/authorization-code.ts';
import { askForBackchannel, requestBackchannel } from '../oauth/grants/ciba.ts';
import { askForDevice, requestDeviceCode } from '../oauth/grants/device-code.ts';
import { refresh } from '../oauth/grants/refresh.ts';
import { previewFetch } from '../oauth/preview-fetch.ts';
import { inWords, standIn, unknownEndpoint } from '../oauth/preview-words.ts';
import { needsDiscovery } from '../oauth/server.ts';
import { newSigningKey } from '../oauth/signing-key.ts';
import { provisionalProfile } from './provisional-profile.ts';
import { requestGrant } from './request-grant.ts';

/**
 * The requests that a login with this form would send, in order, made by the same code that sends them, with words in place of what is
 * secret or not known yet. Nothing is sent or stored. What is wrong in the form leaves a request out, never all.
 */
export async function previewProfile(draft: ProfileDraft, ports: Ports): Promise<PreviewedRequest[]> {
  if (draft.pastedOnly) return [];
  const profile = profileInWords(draft);
  const list: PreviewedRequest[] = [];
  const inert = inertPorts(profile, list, ports);
  const own = profile.deviations?.requests?.['user info'] && profile.grant_type !== 'client_credentials';
  const parts = [
    ...(needsDiscovery(profile) ? [discovery] : []),
    ...partsOf(profile),
    // As every server does it, there is nothing to see in it.
    ...(own ? [whose] : []),
  ];
  for (const part of parts) {
    // Each part ends with the refusal of its last request, or with what is wrong in the form; a login would say so.
    await part(profile, inert, list).catch(() => undefined);
  }
  // The server's keys are asked for in the login and in its renewal.
  const said = list.map(({ purpose, method, url, body }) => [purpose, method, url, body].join('\n'));
  return list.filter((_, at) => said.indexOf(said[at] ?? '') === at);
}

type Part = (profile: Profile, ports: Ports, list: PreviewedRequest[]) => Promise<unknown>;

function partsOf({ grant_type }: Profile): Part[] {
  if (grant_type === 'implicit') return [authorization];
  if (hasFrontChannel(grant_type)) return [authorization, codeExchange, renewal];
  if (grant_type === 'urn:openid:params:grant-type:ciba') return [backchannel, renewal];
  if (grant_type === 'urn:ietf:params:oauth:grant-type:device_code') return [device, renewal];
  const machine: Part = (profile, ports) => requestGrant(profile, ports, async () => heldToken(profile));
  return isRepeatable(grant_type) && grant_type !== 'password' ? [machine] : [machine, renewal];
}

/** The first place to look at; there are more only if nothing is there. */
const discovery: Part = async (profile, ports, list) => {
  await discover(profile.issuer ?? '', ports.fetch).catch(() => undefined);
  list.splice(1);
};

const authorization: Part = async (profile, ports, list) => {
  const proof = await proofOf(profile, ports);
  const url = await authorizationUrl(profile, standIn('state'), proof, ports);
  // A signed challenge stays as it is; nobody could read it anyway.
  const shown = url.replace(/(code_challenge=)[^&]+/, `$1${standIn('codeChallenge')}`);
  list.push({ purpose: 'Authorization request', method: 'GET', url: inWords(shown), headers: [], body: '' });
};

/** What came beside the code, and how it was signed, was checked before; the token request is the same. */
const codeExchange: Part = async (profile, ports) => {
  const { response_mode: _, ...rest } = profile;
  const plain: Profile = { ...rest, grant_type: 'authorization_code' };
  const proof = await proofOf(profile, ports);
  const login: Login & typeof proof = {
    id: standIn('state'),
    profileId: profile.id,
    startedAt: ports.now(),
    stepAt: ports.now(),
    step: 'requesting',
    ...proof,
  };
  const url = new URL(proof.redirect_uri);
  const iss = profile.metadata?.issuer;
  url.search = new URLSearchParams({ code: standIn('code'), state: login.id, ...(iss && { iss }) }).toString();
  return exchangeCode(plain, login, { url: url.href }, ports);
};

const device: Part = async (profile, ports) => {
  return askForDevice(profile, await requestDeviceCode(profile, ports), ports, {});
};

const backchannel: Part = async (profile, ports) => {
  return askForBackchannel(profile, await requestBackchannel(profile, ports), ports, {});
};

const renewal: Part = (profile, ports) => refresh(profile, heldToken(profile), ports);

const whose: Part = (profile, ports) => userInfo(profile, heldToken(profile), ports);

async function proofOf(profile: Profile, ports: Ports) {
  const { redirect } = profile;
  const redirectUri = redirect.by === 'tab' ? redirect.redirect_uri : ports.identityWindow.redirectUri();
  const proof = await newProof(profile, redirectUri, ports);
  return {
    ...proof,
    ...(proof.code_verifier !== undefined && { code_verifier: standIn('codeVerifier') }),
    ...(proof.nonce !== undefined && { nonce: standIn('nonce') }),
  };
}

/** The form as a profile: its secrets in words, whether they are typed, stored or missing. */
function profileInWords(draft: ProfileDraft): Profile {
  const source = (text: string) => ({ ...draft.subject, tokenId: '', text });
  const has = ({ tokenId, text }: ProfileDraft['actor']) => Boolean(tokenId || text.trim());
  const hasAssertion = draft.assertion === undefined || Boolean(draft.assertion);
  const isBuilt = draft.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && draft.keyId && !draft.assertion;
  const secret: ProfileDraft = {
    ...draft,
    endpoints: { ...unknownEndpoints(draft), ...filledIn(draft.endpoints) } as ProfileDraft['endpoints'],
    client_secret: standIn('clientSecret'),
    password: standIn('password'),
    assertion: hasAssertion && !isBuilt ? standIn('assertion') : '',
    subject: source(standIn('subjectToken')),
    actor: has(draft.actor) ? { ...draft.actor, tokenId: '', text: standIn('actorToken') } : draft.actor,
  };
  return provisionalProfile(secret, {
    name: 'preview',
    client_id: standIn('clientId'),
    username: standIn('username'),
    login_hint: standIn('loginHint'),
    extensionGrant: standIn('grantType'),
    assertion: standIn('assertion'),
    assertionClaims: '{}',
    keyId: 'none',
    redirect_uri: unknownEndpoint('redirect_uri'),
    scopeSeparator: ' ',
    endpoint: unknownEndpoint,
  });
}

/** The endpoints that only discovery will tell. */
function unknownEndpoints({ metadata, issuer }: ProfileDraft): Record<string, string> {
  if (metadata || !issuer.trim()) return {};
  const names = endpointNames.filter((name) => name !== 'refresh_endpoint');
  return Object.fromEntries(names.map((name) => [name, unknownEndpoint(name)]));
}

function filledIn(endpoints: ProfileDraft['endpoints']): Record<string, string> {
  return Object.fromEntries(Object.entries(endpoints).filter(([, url]) => url.trim()));
}

function heldToken(profile: Profile): Token {
  return {
    id: 'held',
    profileId: profile.id,
    access_token: standIn('accessToken'),
    token_type: 'bearer',
    refresh_token: standIn('refreshToken'),
    scope: profile.scope,
    obtainedAt: 0,
    rest: {},
  };
}

/** Ports that send nothing and store nothing. A key that is chosen signs, one that is missing is made for the moment. */
function inertPorts(found: Profile, list: PreviewedRequest[], ports: Ports): Ports {
  const dpop = new Map<string, DpopKey>();
  const nothing = {
    list: async () => [],
    unreadable: () => [],
    put: async () => undefined,
    change: async () => undefined,
    delete: async () => undefined,
    get: async () => undefined,
  };
  return {
    ...ports,
    fetch: previewFetch(found, list),
    profiles: nothing,
    tokens: nothing,
    logins: nothing,
    bindings: nothing,
    drafts: nothing,
    traces: nothing,
    keys: {
      ...nothing,
      get: async (id) => (await ports.keys.get(id)) ?? newSigningKey('ES256', 'none', ports.now()),
    },
    dpopKeys: { ...nothing, get: async (id) => dpop.get(id), put: async (key) => void dpop.set(key.id, key) },
  };
}
