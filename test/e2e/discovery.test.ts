import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { click, type, unfold } from '../support/by-hand.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../support/odd-server.ts';
import { sees } from './support/sees.ts';
import { openTokendock, type Tokendock } from './support/tokendock.ts';

let dock: Tokendock;
let popup: Page;
let odd: OddServer;
let answer: (path: string, origin: string) => OddAnswer;
beforeAll(async () => {
  dock = await openTokendock();
  odd = await startOddServer(({ path }, { origin }) => answer(path, origin));
  popup = await dock.openPopup();
});
afterAll(() => Promise.all([dock?.close(), odd?.close()]));

beforeEach(() => click(popup, 'Create a profile'));
afterEach(() => click(popup, 'Cancel'));

const notFound = { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'Not found' };

async function findEndpoints(issuer: string): Promise<void> {
  await type(popup, '#field-issuer', issuer);
  await click(popup, 'Find endpoints');
}

async function endpoint(name: string): Promise<string> {
  return popup.$eval(`#field-${name}_endpoint`, (field) => (field as HTMLInputElement).value);
}

test('An issuer URL alone fills the endpoints in', async () => {
  const { issuer } = dock.server;
  await findEndpoints(issuer);
  await sees(popup, 'Found: 10 endpoints.');
  await unfold(popup, 'More');
  expect(await endpoint('authorization')).toBe(`${issuer}/authorize`);
  expect(await endpoint('token')).toBe(`${issuer}/token`);
});

test('A server that has only an RFC 8414 document is found too', async () => {
  answer = (path, issuer) =>
    path === '/.well-known/oauth-authorization-server'
      ? {
          json: {
            issuer,
            token_endpoint: `${issuer}/t`,
            authorization_endpoint: `${issuer}/a`,
            response_types_supported: [],
          },
        }
      : notFound;
  await findEndpoints(odd.origin);
  await sees(popup, 'Found: 2 endpoints.');
  expect(await endpoint('token')).toBe(`${odd.origin}/t`);
});

test('What is no URL is not asked', async () => {
  await findEndpoints('my server');
  await sees(popup, 'This is not an http or https URL.');
});

test.each<[string, typeof answer, (origin: string) => string]>([
  [
    'a web page',
    () => ({ headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Welcome</title>' }),
    (origin) => `${origin} answered with a web page instead of its metadata.`,
  ],
  [
    'another issuer',
    () => ({ json: { issuer: 'https://other.example' } }),
    (origin) => `The metadata found at ${origin} says that its issuer is https://other.example.`,
  ],
  [
    'nothing',
    () => notFound,
    (origin) =>
      `${origin} publishes no OpenID Connect or RFC 8414 document. Check the issuer, or type the endpoints yourself.`,
  ],
  ['a broken connection', () => 'drop', (origin) => `${new URL(origin).host} can’t be reached.`],
])('An issuer that answers with %s: I read what is wrong', async (_what, wrong, sentence) => {
  answer = wrong;
  await findEndpoints(odd.origin);
  await sees(popup, sentence(odd.origin));
});
