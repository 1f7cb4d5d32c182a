import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Callback, Login } from '../../src/core/login.ts';
import type { Profile } from '../../src/core/profile.ts';
import { finishLogin } from '../../src/features/finish-login.ts';
import { hearIdentityCallback, hearTabCallback } from '../../src/features/hear-callback.ts';
import { harOf, traceAuthorization } from '../../src/features/traces.ts';
import { callbackParameters } from '../../src/oauth/callback-parameters.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { border } from './support/border.ts';
import { hiddenToken, inPercents } from './support/hidden.ts';
import { expectInWords } from './support/refusal.ts';
import { basic, expectNoSecret, secret, spelling, unmarked } from './support/secret.ts';
import { strangeName, strangeText } from './support/strange.ts';
import { worldOf } from './support/world.ts';

const issuer = 'https://id.acme.example';
const state = 'the-state-of-this-login';
const redirect_uri = 'https://app.acme.example/callback?tenant=1';
const { publicKey, privateKey } = await generateKeyPair('ES256');
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
const sign = (claims: object, key = privateKey) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key);

const times = { iat: noon / 1000, exp: noon / 1000 + 300 };
const answered = { iss: issuer, aud: 'tester', code: 'code-in-jarm', state, ...times };
const signed = await Promise.all([
  sign(answered),
  sign({ ...answered, state: 'of-another' }),
  sign({ ...answered, iss: 'https://evil.example' }),
  sign({ ...answered, error: 'access_denied', code: undefined }),
  sign(answered, (await generateKeyPair('ES256')).privateKey),
]);
const idTokens = await Promise.all([
  sign({ iss: issuer, aud: 'tester', sub: 'alice', nonce: 'the-nonce', ...times }),
  sign({ iss: issuer, aud: 'tester', sub: 'alice', nonce: 'another', ...times }),
]);

const kinds: Partial<Profile>[] = [
  {},
  { issuer, metadata: { issuer, authorization_response_iss_parameter_supported: true } },
  {
    issuer,
    metadata: { issuer },
    response_mode: 'jwt',
    endpoints: { ...aProfile().endpoints, jwks_uri: `${issuer}/jwks` },
  },
  { issuer, metadata: { issuer }, grant_type: 'hybrid', response_type: 'code id_token' },
  { grant_type: 'implicit', response_type: 'token' },
  { issuer, metadata: { issuer }, grant_type: 'implicit', response_type: 'id_token token' },
  { deviations: { callback: { parameters: { code: 'auth_code', state: 'st' }, anyCaseState: true } } },
  { deviations: { tokenHost: { parameter: 'accounts-server', origins: ['https://accounts.example.eu'] } } },
];

const names = fc.constantFrom(
  ...'code state iss error error_description error_uri response access_token id_token token_type expires_in scope auth_code st STATE Code accounts-server session_state'.split(
    ' ',
  ),
);
const value = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(state, state.toUpperCase(), 'of-another', issuer, 'Bearer', '3600', 'access_denied'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...signed, ...idTokens) },
  { weight: 2, arbitrary: strangeText },
);
const nested = ['next', 'data'];
const pairOf = (code: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constant('state'), fc.constantFrom(state, state, state, 'of-another')) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(code, 'access_token'), secret) },
    { weight: 4, arbitrary: fc.tuple(names, value) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...nested), hiddenToken(1)) },
    { weight: 1, arbitrary: fc.tuple(strangeName, value) },
  );
const ways: ((name: string, value: string) => string)[] = [
  // Where nothing is escaped, nobody can tell where a text in a text ends.
  (name, each) => `${name}=${nested.includes(name) ? unmarked(each) : each}`,
  (name, each) => new URLSearchParams([[name, each]]).toString(),
  (name, each) => `${inPercents(name)}=${encodeURIComponent(each.toWellFormed())}`,
];
const written = (pair: ReturnType<typeof pairOf>) =>
  fc
    .tuple(
      fc.array(pair, { maxLength: 6 }),
      fc.constantFrom('&', '&', '&', ';', '&&', '&amp;'),
      fc.constantFrom(...ways),
    )
    .map(([pairs, between, way]) => pairs.map(([name, each]) => way(name, each)).join(between))
    // Where another sign stands between them, all may be the value of one.
    .map((text) => (text.includes(';') ? unmarked(text) : text));
const url = (pair: ReturnType<typeof pairOf>) =>
  fc
    .tuple(written(pair), written(pair), fc.constantFrom('', '#', '#_=_', '#_', '?', '%'))
    .map(([query, fragment, tail]) => URL.parse(`${redirect_uri}&${query}${fragment && `#${fragment}`}${tail}`)?.href)
    .filter((each) => each !== undefined);
/** A page that is no answer at all. */
const elsewhere = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), strangeText);

const answersBy = (code: string) => {
  const pair = pairOf(code);
  return { url: url(pair), form: fc.option(fc.array(pair, { maxLength: 5 }), { nil: undefined, freq: 3 }) };
};
const usual = answersBy('code');
const renamed = answersBy('auth_code');
const texts = { elsewhere, client_secret: secret, verifier: secret, spelled: spelling };
const cases = fc.oneof(
  ...kinds.map((kind) =>
    fc.record({ kind: fc.constant(kind), ...(kind.deviations?.callback ? renamed : usual), ...texts }),
  ),
);

/** The answer of the sign-in page. A login gets a token only by its own state, and no code stands in what is kept of a login. */
export const callbackUrl = border(
  'callback-url',
  cases,
  async ({ kind, url, form, elsewhere, client_secret, verifier, spelled }) => {
    const profile = aProfile({
      ...{ client_secret, token_endpoint_auth_method: 'client_secret_post', redirect: { by: 'tab', redirect_uri } },
      ...kind,
    });
    const login: Login = {
      ...{ id: state, profileId: profile.id, startedAt: noon, step: 'signing_in', stepAt: noon, tabId: 1 },
      ...{ redirect_uri, code_verifier: verifier, nonce: 'the-nonce' },
    };
    const callback: Callback = { url, ...(form && { form }) };
    const { memory, ports, asked } = worldOf(profile, (to) => {
      if (to.endsWith('/jwks')) return Response.json(jwks);
      const hasCode = callbackParameters(callback).has('code');
      if (hasCode && url.length % 3 === 0)
        return Response.json(
          { error: 'invalid_grant', error_description: spelled(spelled === basic ? client_secret : verifier) },
          { status: 400 },
        );
      return Response.json({ access_token: 'a-token', token_type: 'Bearer', expires_in: 60 });
    });
    memory.disk.logins.set(login.id, login);
    await traceAuthorization(login.id, 'https://id.acme.example/authorize?response_type=code', profile, ports);
    assert.equal(await hearTabCallback(2, callback, ports), false);
    assert.equal(await hearTabCallback(1, { url: elsewhere }, ports), false);
    assert.equal(await hearIdentityCallback(2, elsewhere, ports), false);
    await finishLogin(login.id, callback, ports);

    const { tokens, logins, traces } = memory.disk;
    const ended = logins.get(login.id);
    if (ended) expectInWords(ended.failure ?? assert.fail(`the login stands still at ${ended.step}`));
    if (tokens.size > 0 || asked.some((to) => to.endsWith('/token')))
      assert.ok(namesState(callback, profile), 'another state was taken');
    expectNoSecret([...logins.values(), ...traces.values()], 'what is kept of a login');
    expectNoSecret(await harOf(profile.id, '1', ports), 'the HAR of a login');
  },
);

/** Whether the state that was sent stands anywhere where a server may have put it, or in an answer that the server signed. */
function namesState({ url, form }: Callback, { deviations }: Profile): boolean {
  const { hash, search } = new URL(url);
  const pairs = form ?? [search, hash.slice(1)].flatMap((each) => [...new URLSearchParams(each)]);
  const spelled = (text: string) => (deviations?.callback?.anyCaseState ? text.toLowerCase() : text);
  return pairs.some(([name, each]) => {
    const text = each.replace(/#_(=_)?$/, '');
    return text === signed[0] || (['state', 'st'].includes(name) && spelled(text) === state);
  });
}
