import { describe, expect, test } from 'vitest';
import { findingText } from '../../src/core/finding-text.ts';
import { findings, type Said } from '../../src/oauth/findings.ts';
import { aProfile } from '../core/support/records.ts';

const isJson: [string, string][] = [['content-type', 'application/json']];
const good = { access_token: 'a', token_type: 'Bearer', expires_in: 60, scope: 'pets:read' };

function tokenAnswer(answer: Record<string, unknown> = {}, changes: Partial<Said> = {}): Said {
  return {
    purpose: 'token request',
    profile: aProfile(),
    server: {},
    request: { method: 'POST', url: 'https://id.acme.example/token', headers: [], body: 'grant_type=x' },
    response: {
      status: 200,
      headers: [
        ['content-type', 'application/json'],
        ['cache-control', 'no-store'],
      ],
      body: JSON.stringify({ ...good, ...answer }),
    },
    ...changes,
  };
}

function authorization(query: string, changes: Partial<Said> = {}): Said {
  const url = `https://id.acme.example/authorize?${query}`;
  const request = { method: 'GET', url, headers: [], body: '' };
  return tokenAnswer({}, { purpose: 'authorization request', request, response: undefined, ...changes });
}

const location = (url: string): Said['response'] => ({ status: 302, headers: [['location', url]], body: '' });
const sections = (said: Said) => findings(said).map((each) => findingText(each).section);
const idToken = (alg: string) => `${btoa(JSON.stringify({ alg })).replace(/=+$/, '')}.e30.sig`;
const requestObject = (claims: object) => {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'ES256' })}.${part({ response_type: 'code', ...claims })}.sig`;
};
const refreshing = (answer: Record<string, unknown>, profile = aProfile()) => {
  const request = { ...tokenAnswer().request, body: 'grant_type=refresh_token&refresh_token=old' };
  return tokenAnswer(answer, { purpose: 'refresh request', request, profile });
};

test('A server that does all as the specifications say gives no finding', () => {
  expect(findings(tokenAnswer())).toEqual([]);
  expect(findings(refreshing({ refresh_token: 'new' }))).toEqual([]);
  const announced = { issuer: 'https://id.acme.example', code_challenge_methods_supported: ['S256'] };
  const challenge = 'response_type=code&code_challenge=c&code_challenge_method=S256';
  expect(findings(authorization(challenge, { server: announced }))).toEqual([]);
  const inside = requestObject({ code_challenge: 'c', code_challenge_method: 'S256' });
  expect(findings(authorization(`response_type=code&request=${inside}`, { server: announced }))).toEqual([]);
  expect(findings(authorization('client_id=x&request_uri=urn:x'))).toEqual([]);
  expect(findings(authorization('response_type=id_token'))).toEqual([]);
});

describe('The trace says of a server', () => {
  test.each<[string, Said, string]>([
    [
      'that its tokens may be cached',
      tokenAnswer(
        {},
        {
          response: {
            status: 200,
            headers: [['content-type', 'application/json']],
            body: JSON.stringify(good),
          },
        },
      ),
      'RFC 6749, section 5.1',
    ],
    ['that it names no token type', tokenAnswer({ token_type: undefined }), 'RFC 6749, section 5.1'],
    ['that it writes the lifetime as text', tokenAnswer({ expires_in: '60' }), 'RFC 6749, section 5.1'],
    ['that it does not tell the lifetime', tokenAnswer({ expires_in: undefined }), 'RFC 6749, section 5.1'],
    ['that it granted less than was asked', tokenAnswer({ scope: 'other' }), 'RFC 6749, section 3.3'],
    [
      'that it is not encrypted',
      tokenAnswer({}, { request: { ...tokenAnswer().request, url: 'http://id.acme.example/token' } }),
      'RFC 6749, section 3.2',
    ],
    [
      'that it does not announce PKCE',
      authorization('code_challenge_method=S256', { server: { issuer: 'https://id.acme.example' } }),
      'RFC 9700, section 2.1.1',
    ],
    [
      'that it left out the issuer it promised',
      authorization('', {
        server: { authorization_response_iss_parameter_supported: true },
        response: location('https://app.acme.example/?code=1&state=2'),
      }),
      'RFC 9207, section 2.3',
    ],
    ['that it does not rotate refresh tokens', refreshing({}), 'RFC 9700, section 2.2.2'],
    ['that it rotates none, though it sends one', refreshing({ refresh_token: 'old' }), 'RFC 9700, section 2.2.2'],
    [
      'that its ID token is signed in a way that it did not announce',
      tokenAnswer({ id_token: idToken('ES512') }, { server: { id_token_signing_alg_values_supported: ['RS256'] } }),
      'OpenID Connect Discovery 1.0, section 3',
    ],
    [
      'that it reports an error as a success',
      tokenAnswer({}, { response: { status: 200, headers: isJson, body: '{"error":"invalid_grant"}' } }),
      'RFC 6749, section 5.2',
    ],
    [
      'that its JSON is called something else',
      tokenAnswer(
        {},
        {
          response: {
            status: 200,
            headers: [
              ['content-type', 'text/html'],
              ['cache-control', 'no-store'],
            ],
            body: JSON.stringify(good),
          },
        },
      ),
      'RFC 6749, section 5.1',
    ],
  ])('%s', (_, said, section) => {
    expect(sections(said)).toEqual([section]);
  });
});

describe('The trace says of the profile', () => {
  test.each<[string, Said, string]>([
    [
      'that the secret goes in the body without need',
      tokenAnswer(
        {},
        {
          request: { ...tokenAnswer().request, body: 'client_secret=s' },
          server: { token_endpoint_auth_methods_supported: ['client_secret_basic'] },
        },
      ),
      'RFC 6749, section 2.3.1',
    ],
    [
      'that the password grant is over',
      tokenAnswer({}, { request: { ...tokenAnswer().request, body: 'grant_type=password' } }),
      'RFC 9700, section 2.4',
    ],
    ['that a code without PKCE is anybody’s', authorization('response_type=code'), 'RFC 9700, section 2.1.1'],
    [
      'that a plain challenge shows the verifier',
      authorization('response_type=code&code_challenge=v&code_challenge_method=plain'),
      'RFC 7636, section 4.2',
    ],
    [
      'that a challenge without a method is a plain one',
      authorization('response_type=code+id_token&code_challenge=v'),
      'RFC 7636, section 4.2',
    ],
    [
      'that a pushed request goes without PKCE',
      authorization('', {
        purpose: 'pushed authorization request',
        request: { ...tokenAnswer().request, body: 'response_type=code' },
      }),
      'RFC 9700, section 2.1.1',
    ],
    [
      'that a signed request has a plain challenge in it',
      authorization(
        `response_type=code&request=${requestObject({ code_challenge: 'v', code_challenge_method: 'plain' })}`,
      ),
      'RFC 7636, section 4.2',
    ],
    ['that tokens in URLs are over', authorization('response_type=id_token+token'), 'RFC 9700, section 2.1.2'],
  ])('%s', (_, said, section) => {
    expect(sections(said)).toEqual([section]);
  });
});

test('Who may do so is not blamed: servers on this computer, confidential clients, bound tokens, narrower renewals', () => {
  const local = { ...tokenAnswer().request, url: 'http://localhost:8080/token' };
  expect(findings(tokenAnswer({}, { request: local }))).toEqual([]);
  expect(findings(refreshing({}, aProfile({ token_endpoint_auth_method: 'client_secret_basic' })))).toEqual([]);
  expect(findings(refreshing({}, aProfile({ dpop: true })))).toEqual([]);
  expect(findings(refreshing({ refresh_token: 'new', scope: 'less' }))).toEqual([]);
});

test('A refusal, or no answer, is no deviation', () => {
  expect(findings(tokenAnswer({}, { response: undefined }))).toEqual([]);
  expect(findings(tokenAnswer({}, { response: { status: 400, headers: isJson, body: '{"error":"x"}' } }))).toEqual([]);
});

test('A challenge under the provider’s own name is seen', () => {
  const requests = { authorization: { parameters: { code_challenge: { name: 'challenge' } } } };
  const query = 'response_type=code&challenge=x&code_challenge_method=S256';
  expect(findings(authorization(query, { profile: aProfile({ deviations: { requests } }) }))).toEqual([]);
});
