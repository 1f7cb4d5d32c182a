import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bindingOfToday } from '../../src/core/binding-of-today.ts';
import { draftOfToday } from '../../src/core/draft-of-today.ts';
import { Failure } from '../../src/core/failure.ts';
import { failureText } from '../../src/core/failure-text.ts';
import { findingText } from '../../src/core/finding-text.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import type { Ports, Store } from '../../src/core/ports.ts';
import { draftOf, emptyDraft } from '../../src/core/profile-draft.ts';
import { profileOfToday } from '../../src/core/profile-of-today.ts';
import { armPage } from '../../src/features/arm-page.ts';
import { renewDueTokens } from '../../src/features/renew-token.ts';
import { resumeLogins } from '../../src/features/resume-logins.ts';
import { readStatus } from '../../src/features/status.ts';
import { viewToken } from '../../src/features/token-details.ts';
import { harOf, listTraces } from '../../src/features/traces.ts';
import { writeProfileFile } from '../../src/formats/profile-file.ts';
import { allDeviations } from '../core/support/all-deviations.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { bent } from './support/bend.ts';
import { border } from './support/border.ts';
import { cameOrRefused } from './support/refusal.ts';
import { expectNoSecret, secret, sendableSecret } from './support/secret.ts';
import { own, strangeName, strangeText, strangeValue } from './support/strange.ts';
import { worldOf } from './support/world.ts';

const issuer = 'https://id.acme.example';
const failure = fc.record(
  {
    code: fc.constantFrom('token_refused', 'of_tomorrow', '__proto__', 'grant_expired'),
    values: bent(fc.constant({ host: 'id.acme.example' })).filter(isObject),
  },
  { requiredKeys: ['code', 'values'] },
);
/** Version 0.1 kept the words themselves. */
const oldFailure = fc.constant({ code: 'token_refused', sentence: 'It was refused.', tryThis: 'Try again.' });

function isObject(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string' || typeof each === 'number')
  );
}

/** A record without some of what came later than it, and with what only a later version knows. */
function ofAnyVersion<Stored extends object>(stored: Stored, later: readonly (keyof Stored)[]): fc.Arbitrary<Stored> {
  return fc
    .tuple(
      fc.subarray([...later]),
      fc.array(
        fc.tuple(
          strangeName.map((name) => `of tomorrow ${name}`),
          strangeValue,
        ),
        { maxLength: 2 },
      ),
    )
    .map(([gone, more]) => {
      const kept = Object.fromEntries(Object.entries(stored).filter(([name]) => !gone.includes(name as keyof Stored)));
      for (const [name, value] of more) Object.assign(kept, own(name, value));
      return kept as Stored;
    });
}

const whole = aProfile({
  ...{
    issuer,
    metadata: { issuer, token_endpoint: `${issuer}/token` },
    code_challenge_method: 'S256',
    deviations: allDeviations,
    visibility: 'public',
  },
  ...{
    integration: 'x',
    shared: true,
    baseUri: 'https://api.acme.example',
    knownFields: [{ endpoint: 'token_endpoint', name: 'a' }],
    pastedOnly: false,
  },
} as never);
const profile = fc
  .tuple(
    ofAnyVersion(whole, [
      'metadata',
      'code_challenge_method',
      'deviations',
      'visibility',
      'integration',
      'shared',
      'baseUri',
      'knownFields',
      'issuer',
    ]),
    fc.option(fc.array(fc.record({ name: strangeText, value: strangeText }), { maxLength: 2 }), { nil: undefined }),
    secret,
    strangeText,
  )
  .map(([{ parameters, ...rest }, authorizationParameters, client_secret, name]) => ({
    ...{ ...rest, client_secret, name, token_endpoint_auth_method: 'client_secret_post' },
    ...(authorizationParameters ? { authorizationParameters } : { parameters }),
  }));
const token = fc
  .tuple(
    ofAnyVersion(
      aToken({ rest: { tier: 3 }, refreshExpiresAt: noon, refused: { 'https://app.acme.example/*': noon } }),
      ['refresh_token', 'expiresAt', 'user', 'refreshExpiresAt', 'refused'],
    ),
    sendableSecret,
    fc.option(fc.oneof(failure, oldFailure), { nil: undefined }),
  )
  .map(([rest, access_token, why]) => ({
    ...rest,
    access_token,
    ...(why && { renewal: { failedAt: noon, failure: why } }),
  }));
const binding = fc
  .tuple(
    ofAnyVersion(aBinding(), ['order', 'put', 'ifPresent', 'handOn', 'notApi', 'notPages', 'methods', 'mode']),
    fc.boolean(),
  )
  .map(([rest, isOld]) => ({ ...rest, ...(isOld && { header: 'X-Token', prefix: 'Token' }) }));
const login = fc
  .tuple(
    ofAnyVersion(
      {
        id: 'state',
        profileId: 'acme',
        startedAt: noon,
        stepAt: noon,
        redirect_uri: 'https://app.acme.example/callback',
      },
      ['redirect_uri'],
    ),
    fc.constantFrom('asking_permission', 'preparing', 'signing_in', 'requesting', 'failed', 'of_tomorrow'),
    fc.oneof(failure, oldFailure),
  )
  .map(([rest, step, why]) => ({ ...rest, step, ...(step === 'failed' && { failure: why }) }));
const exchange = {
  ...{
    id: 'e',
    purpose: 'token request',
    at: noon,
    took: 5,
    findings: [{ code: 'not_encrypted' }, { code: 'of_tomorrow' }, { code: '__proto__', values: { a: 'b' } }],
  },
  request: { method: 'POST', url: '••••/token?a=b', headers: [['a', 'b']], body: 'a=b' },
};
const trace = { id: 'state', profileId: 'acme', what: 'login', startedAt: noon, exchanges: [exchange] };
const draft = bent(
  fc.constant({ ...emptyDraft('half'), client_secret: 'typed', authorizationParameters: [{ name: 'a', value: 'b' }] }),
  6,
)
  .filter(isRecord)
  .map((each) => ({ ...each, id: 'half' }));

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What earlier and later versions stored. All of it is read, shown and used, or left alone; and none of it stops the rest. */
export const storedRecords = border(
  'stored-records',
  fc.record({ profile, token, binding, login, draft }),
  async ({ profile, token, binding, login, draft }) => {
    const { memory, ports: given } = worldOf(aProfile(), () => new Response('{}', { status: 503 }));
    // Nobody signs in.
    memory.identityWindow.answer = () => Promise.reject(new Failure('sign_in_cancelled'));
    const { disk } = memory;
    disk.profiles.set('acme', profile as never);
    disk.tokens.set('alice', token as never);
    disk.bindings.set('binding', binding as never);
    disk.logins.set('state', login as never);
    disk.traces.set('state', trace as never);
    disk.drafts.set('half', draft as never);
    const ports: Ports = {
      ...given,
      profiles: read(given.profiles, profileOfToday),
      bindings: read(given.bindings, bindingOfToday as never),
    };

    const drafts = await ports.drafts.list();
    for (const each of drafts) draftOfToday(each);
    const status = await readStatus({ tabId: 1, url: 'https://app.acme.example/' }, ports, async () => ({
      renewing: [],
      drafts,
    }));
    const { drafts: _, ...shown } = status;
    expectNoSecret(shown, 'the status');
    assert.equal(shown.profiles.length, 1);
    for (const each of shown.profiles) {
      for (const { failure } of [each.login, ...each.tokens].filter((one) => one !== undefined))
        if (failure) assert.ok(failureText(failure).sentence);
    }
    expectNoSecret(await viewToken('alice', ports), 'what is shown of a token');
    for (const { exchanges } of await listTraces('acme', ports))
      for (const { findings } of exchanges) for (const each of findings) assert.ok(findingText(each));
    await harOf('acme', '1', ports);
    await armPage({ tabId: 1, url: 'https://app.acme.example/', isTop: true }, ports);
    const today = (await ports.profiles.get('acme')) ?? assert.fail('the profile is gone');
    parseProfile(draftOf(today), today);
    expectNoSecret(writeProfileFile([today], { withSecrets: false }).text, 'a file without secrets');
    await cameOrRefused(() => renewDueTokens(ports));
    await cameOrRefused(() => resumeLogins(ports));
    expectNoSecret([...disk.logins.values(), ...disk.traces.values()], 'what is kept of a login');
  },
);

/** The store as the platform has it, which gives each record today's shape. */
function read<Entry extends { id: string }>(store: Store<Entry>, toToday: (stored: Entry) => Entry): Store<Entry> {
  return {
    ...store,
    get: async (id) => {
      const found = await store.get(id);
      return found && toToday(found);
    },
    list: async () => (await store.list()).map(toToday),
  };
}
