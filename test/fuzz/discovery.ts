import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { discover } from '../../src/oauth/discover.ts';
import { serversOfApi } from '../../src/oauth/discover-resource.ts';
import { isPushed, isRevocable, serverHost, serverHosts, serverOf } from '../../src/oauth/server.ts';
import { aProfile } from '../core/support/records.ts';
import { answering, responseOf } from './support/answer.ts';
import { bentJson } from './support/bend.ts';
import { border } from './support/border.ts';
import { cameOrRefused } from './support/refusal.ts';
import { strangeText } from './support/strange.ts';

const issuer = 'https://id.acme.example';
const document = fc.constant({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  registration_endpoint: `${issuer}/register`,
  revocation_endpoint: `${issuer}/revoke`,
  end_session_endpoint: `${issuer}/logout`,
  pushed_authorization_request_endpoint: `${issuer}/par`,
  require_pushed_authorization_requests: true,
  scopes_supported: ['openid', 'pets:read'],
  response_types_supported: ['code', 'id_token'],
  grant_types_supported: ['authorization_code'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  id_token_signing_alg_values_supported: ['RS256'],
  dpop_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true,
  mtls_endpoint_aliases: { token_endpoint: 'https://mtls.acme.example/token' },
});
const resource = fc.constant({ resource: 'https://api.acme.example', authorization_servers: [issuer] });

const cases = fc.record({
  typed: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(issuer, `${issuer}/`, ` ${issuer}/.well-known/openid-configuration `) },
    { weight: 1, arbitrary: strangeText },
  ),
  api: fc.oneof(
    { weight: 5, arbitrary: fc.constant('https://api.acme.example/v1?a=b') },
    { weight: 1, arbitrary: strangeText },
  ),
  answers: fc.array(answering(bentJson(document)), { minLength: 1, maxLength: 4 }),
  resources: fc.array(answering(bentJson(resource, 2)), { minLength: 1, maxLength: 3 }),
});

/** What a server says of itself, and an API of its servers. Metadata that is taken is this issuer's, and sends nothing in the open. */
export const discovery = border('discovery', cases, async ({ typed, api, answers, resources }) => {
  const servers = [...answers];
  const last = answers.at(-1);
  const metadata = await cameOrRefused(() =>
    discover(typed, async () => responseOf(servers.shift() ?? last ?? assert.fail())),
  );
  if (metadata) {
    assert.equal(new URL(metadata.issuer).origin, issuer);
    const profile = aProfile({ issuer, metadata, endpoints: {} });
    for (const way of ['none', 'tls_client_auth'] as const) {
      const whole = { ...profile, token_endpoint_auth_method: way };
      const all = Object.entries(serverOf(whole)).filter(
        ([name, url]) => /_endpoint$|^jwks_uri$/.test(name) && url !== null,
      );
      for (const [name, url] of all) assert.match(new URL(String(url)).protocol, /^https:$/, name);
      assert.ok(serverHosts(whole).length > 0);
      assert.equal(serverHost(whole), 'id.acme.example');
      isPushed(whole);
      isRevocable(whole);
    }
  }
  const apis = [...resources];
  const named = await cameOrRefused(() =>
    serversOfApi(api, async () => responseOf(apis.shift() ?? resources.at(-1) ?? assert.fail())),
  );
  for (const each of named ?? []) assert.equal(typeof each, 'string');
});
