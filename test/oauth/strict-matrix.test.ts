import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../src/core/profile.ts';
import type { Token } from '../../src/core/token.ts';
import { askForBackchannel, requestBackchannel } from '../../src/oauth/grants/ciba.ts';
import { requestClientCredentials } from '../../src/oauth/grants/client-credentials.ts';
import { type GrantRequest, requestByGrant } from '../../src/oauth/grants/generic.ts';
import { jwtBearerRequest } from '../../src/oauth/grants/jwt-bearer.ts';
import { passwordRequest } from '../../src/oauth/grants/password.ts';
import { refresh } from '../../src/oauth/grants/refresh.ts';
import { samlBearerRequest } from '../../src/oauth/grants/saml-bearer.ts';
import { tokenExchangeRequest, tokenType } from '../../src/oauth/grants/token-exchange.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { clientKey } from '../support/client-key.ts';
import { type OddServer, startOddServer } from '../support/odd-server.ts';
import { type CibaServer, startCibaServer } from '../support/strict/ciba-server.ts';
import { startJwtBearerServer } from '../support/strict/jwt-bearer-server.ts';
import { samlAssertion, startSamlBearerServer } from '../support/strict/saml-bearer-server.ts';
import { strictClients } from '../support/strict/strict-client.ts';
import { grant, refuse, strictEndpoint } from '../support/strict/strict-endpoint.ts';
import { startTokenExchangeServer } from '../support/strict/token-exchange-server.ts';
import { aParameter } from './support/a-parameter.ts';
import { ports as held, holdKey } from './support/real-server.ts';

// What oidc-provider does not speak, with each client authentication and with DPoP, at servers that refuse whatever is not right.
let ids = 0;
let now = noon;
const ports = { ...held, now: () => now, randomId: () => `strict-${++ids}` };
const key = holdKey(clientKey);
const assertions = Array.from({ length: 40 }, (_, index) => samlAssertion({ id: `_${index}` }));
const unused = [...assertions];

let ciba: CibaServer;
let exchanging: OddServer;
let bearer: OddServer;
let saml: OddServer;
/** The password grant, a grant of its own, and refresh tokens, each used once. */
let plain: OddServer;
const refreshTokens = new Set<string>();
beforeAll(async () => {
  ciba = await startCibaServer(() => now);
  exchanging = await startTokenExchangeServer();
  bearer = await startJwtBearerServer(clientKey.publicJwk);
  saml = await startSamlBearerServer(assertions);
  const fresh = () => {
    const refresh_token = `refresh-${++ids}`;
    refreshTokens.add(refresh_token);
    return grant({ access_token: `access-${ids}`, refresh_token });
  };
  plain = await startOddServer(
    strictEndpoint({
      password: (body) =>
        body.get('username') === 'alice' && body.get('password') === 'wonder&land='
          ? fresh()
          : refuse('invalid_grant', 'wrong password'),
      'urn:acme:kiosk': fresh,
      client_credentials(body) {
        const details = detailsIn(body.get('authorization_details'));
        if (!details) return refuse('invalid_authorization_details', 'not a list of known types (RFC 9396, section 5)');
        return grant({ authorization_details: details });
      },
      refresh_token: (body) =>
        refreshTokens.delete(body.get('refresh_token') ?? '') ? fresh() : refuse('invalid_grant', 'used before'),
    }),
  );
});
afterAll(() => Promise.all([ciba, exchanging, bearer, saml, plain].map((each) => each.close())));

function detailsIn(text: string | null): { type: string }[] | undefined {
  try {
    const list: unknown = JSON.parse(text ?? '');
    const isKnown = (each: { type?: unknown } | null) => each?.type === 'payment_initiation';
    return Array.isArray(list) && list.length > 0 && list.every(isKnown) ? list : undefined;
  } catch {
    return undefined;
  }
}

type Cell = { server: () => OddServer; changes?: Partial<Profile>; ask(profile: Profile): Promise<Token> };

const byGrant = (of: (profile: Profile) => GrantRequest | Promise<GrantRequest>) => async (profile: Profile) =>
  requestByGrant(profile, await of(profile), ports);

const grants: Record<string, Cell> = {
  'the password grant': {
    server: () => plain,
    changes: { grant_type: 'password', username: 'alice', password: 'wonder&land=' },
    ask: byGrant(passwordRequest),
  },
  'a grant of its own': {
    server: () => plain,
    changes: { grant_type: 'extension', extensionGrant: 'urn:acme:kiosk' },
    ask: byGrant(({ extensionGrant = '' }) => ({ grant_type: extensionGrant, parameters: {} })),
  },
  'token exchange': {
    server: () => exchanging,
    ask: byGrant(() => tokenExchangeRequest({ text: 'subject-of-alice', type: tokenType('access_token') }, undefined)),
  },
  'JWT bearer': {
    server: () => bearer,
    changes: { assertionClaims: '{"iss":"strict-client","sub":"alice"}' },
    ask: byGrant((profile) => jwtBearerRequest(profile, { ...ports, now: () => Date.now() })),
  },
  'SAML bearer': {
    server: () => saml,
    ask: byGrant((profile) => samlBearerRequest({ ...profile, assertion: unused.pop() ?? '' })),
  },
  'CIBA in poll mode': {
    server: () => ciba,
    changes: { scope: ['openid'], login_hint: 'alice' },
    async ask(profile) {
      const waiting = await requestBackchannel(profile, ports);
      ciba.decide(waiting.code, 'allow');
      now = waiting.nextPollAt;
      return askForBackchannel(profile, waiting, ports, {});
    },
  },
};

const methods = Object.keys(strictClients) as (keyof typeof strictClients)[];
const cells = Object.keys(grants).flatMap((name) =>
  methods.flatMap((method) => [false, true].map((dpop) => [name, method, dpop ? 'DPoP' : 'no hardening'] as const)),
);

describe('A token comes by', () => {
  test.each(cells)('%s with %s and %s', async (name, method, hardening) => {
    const { server, changes, ask } = grants[name] ?? expect.fail('no such grant');
    const { origin } = server();
    const dpop = hardening === 'DPoP';
    const profile = aProfile({
      ...strictClients[method],
      ...key,
      token_endpoint_auth_method: method,
      endpoints: { token_endpoint: `${origin}/token`, backchannel_authentication_endpoint: `${origin}/ciba` },
      scope: [],
      dpop,
      ...changes,
    });
    const before = server().requests.length;
    const token = await ask(profile);
    // The server binds only what came with a proof that it found good.
    expect(token.token_type).toBe(dpop ? 'dpop' : 'bearer');
    expect(token.dpopKeyId !== undefined).toBe(dpop);
    let last = token;
    for (let round = 0; token.refresh_token !== undefined && round < 2; round++) {
      const next = await refresh(profile, last, ports);
      expect(next.access_token).not.toBe(last.access_token);
      expect(next.dpopKeyId).toBe(token.dpopKeyId);
      last = next;
    }
    const asked = server().requests.slice(before);
    expect(asked.length).toBeGreaterThan(0);
    for (const { headers, body } of asked) {
      expect(headers.authorization !== undefined).toBe(method === 'client_secret_basic');
      expect(body.has('client_secret')).toBe(method === 'client_secret_post');
      const assertion = body.get('client_assertion');
      const alg = { client_secret_jwt: 'HS256', private_key_jwt: 'ES256' }[method as string];
      expect(assertion === null ? undefined : decodeProtectedHeader(assertion).alg).toBe(alg);
    }
  });

  test.each<[string, unknown, boolean]>([
    ['known', [{ type: 'payment_initiation', instructedAmount: { currency: 'EUR', amount: '1.50' } }], true],
    ['unknown', [{ type: 'world_domination' }], false],
    ['no list', { type: 'payment_initiation' }, false],
  ])('rich authorization details (RFC 9396, section 6), which the server checks: %s', async (_, details, isGood) => {
    const profile = aProfile({
      ...strictClients.client_secret_basic,
      token_endpoint_auth_method: 'client_secret_basic',
      endpoints: { token_endpoint: `${plain.origin}/token` },
      parameters: [aParameter('authorization_details', JSON.stringify(details))],
    });
    const asked = requestClientCredentials(profile, ports);
    if (isGood) expect((await asked).rest).toEqual({ authorization_details: details });
    else await expect(asked).rejects.toMatchObject({ quote: { error: 'invalid_authorization_details' } });
  });

  test('the password grant only with the right password, and each refresh token once', async () => {
    const profile = aProfile({
      ...strictClients.none,
      endpoints: { token_endpoint: `${plain.origin}/token` },
      username: 'alice',
      password: 'not-hers',
      scope: [],
    });
    await expect(requestByGrant(profile, passwordRequest(profile), ports)).rejects.toMatchObject({
      quote: { error: 'invalid_grant', error_description: 'wrong password' },
    });
    const right = { ...profile, password: 'wonder&land=' };
    const token = await requestByGrant(right, passwordRequest(right), ports);
    await refresh(right, token, ports);
    await expect(refresh(right, token, ports)).rejects.toMatchObject({ code: 'grant_expired' });
  });
});
