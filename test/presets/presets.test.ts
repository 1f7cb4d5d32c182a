import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import type { Deviations } from '../../src/core/deviations.ts';
import { blanksOf, fillFromPreset, wrongBlanks } from '../../src/core/fill-from-preset.ts';
import { parseProfile } from '../../src/core/parse-profile.ts';
import { type Preset, presetEntry } from '../../src/core/preset.ts';
import { type AuthMethod, endpointNames, type Profile } from '../../src/core/profile.ts';
import { draftOf, emptyDraft } from '../../src/core/profile-draft.ts';
import { serverOf } from '../../src/oauth/server.ts';
import { presetEntries, presets } from '../../src/presets/presets.ts';
import { deviate, renew, type Scene, signIn, whoIs } from '../oauth/support/deviating.ts';
import type { Client, Mix } from '../support/deviating-server.ts';

const open: Scene[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map(({ server }) => server.close()))));

const titles = presets.map((each) => [each.title, each] as const);
const examples = ({ blanks = [] }: Preset) =>
  Object.fromEntries(blanks.map(({ name, value, example }) => [name, value ?? example]));

function profileOf(preset: Preset): Profile {
  const subject = { tokenId: '', part: 'access_token', text: 'short-lived', type: 'token' } as const;
  const empty = { ...emptyDraft('new'), client_id: 'tester', client_secret: 'secret', keyId: 'key', subject };
  const parsed = parseProfile(fillFromPreset(preset, examples(preset), empty), { position: 0 });
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.profile;
}

test('There are presets, each under a title of its own', () => {
  expect(presets.length).toBeGreaterThanOrEqual(38);
  expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length);
});

test.each(presetEntries.map((entry) => [entry.name, entry] as const))(
  'The entry of %s keeps to the schema',
  (_, entry) => {
    expect(v.safeParse(presetEntry, entry).issues).toBeUndefined();
  },
);

describe.each(titles)('%s', (_, preset) => {
  test('fills a form that can be saved once client and blanks are there', () => {
    expect(wrongBlanks(preset, examples(preset))).toEqual({});
    const profile = profileOf(preset);
    expect(JSON.stringify(profile).match(/\{(?!client_id\})\w+\}/)).toBeNull();
    expect(draftOf(profile).deviations).toEqual(profile.deviations);
  });

  test('names only blanks that it asks for, and asks for none that it does not use', () => {
    const known = (preset.blanks ?? []).map(({ name }) => name);
    const { blanks: _asked, ...rest } = preset;
    const used = new Set([...JSON.stringify(rest).matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)));
    used.delete('client_id');
    expect([...used].sort()).toEqual(known.sort());
  });

  test('proposes only what its blanks take', () => {
    const needed = (preset.blanks ?? []).filter((each) => each.value === undefined && !each.optional);
    const missing = needed.map(({ name }) => name);
    expect(Object.keys(wrongBlanks(preset, {}))).toEqual(missing);
    expect(Object.keys(wrongBlanks(preset, blanksOf(preset, {})))).toEqual(missing);
  });

  test('can’t be led astray by a blank', () => {
    for (const { name, only, shape } of preset.blanks ?? []) {
      for (const hostile of ['evil.com/', 'a@evil.com', 'a b', '../b']) {
        if (shape === 'value' && hostile !== 'a b') continue;
        expect(wrongBlanks(preset, { ...examples(preset), [name]: hostile })).toHaveProperty(name);
      }
      if (only) expect(wrongBlanks(preset, { ...examples(preset), [name]: 'evil.com' })).toHaveProperty(name);
    }
  });

  test('marks as remembered only what it says', () => {
    const { endpoints = {}, issuer, parameters, deviations, scopes, apis, unchecked } = preset;
    const absent = endpointNames.filter((name) => !endpoints[name]) as string[];
    if (!issuer) absent.push('issuer');
    if (!parameters) absent.push('parameters');
    if (!deviations) absent.push('deviations');
    if (scopes.length === 0) absent.push('scopes');
    if (apis.length === 0) absent.push('apis');
    expect(unchecked.filter((each) => absent.includes(each))).toEqual([]);
  });

  test('keeps its endpoints whatever the server’s own description says', () => {
    const { endpoints, ...profile } = profileOf(preset);
    const false_ = Object.fromEntries(Object.keys(endpoints).map((name) => [name, 'https://elsewhere.dev']));
    const metadata = { issuer: profile.issuer ?? 'https://elsewhere.dev', ...false_ };
    expect(serverOf({ ...profile, endpoints, metadata })).toMatchObject(endpoints);
  });
});

/** Their discovery documents lead to other endpoints, or say less than their guides. */
test.each(['Slack', 'Spotify', 'Facebook', 'Dropbox'])('%s is never asked what it says of itself', (name) => {
  const entries = presets.filter(({ title }) => title.startsWith(name));
  expect(entries.length).toBeGreaterThan(0);
  for (const { issuer } of entries) expect(issuer).toBeUndefined();
});

const methods: { [Method in AuthMethod]?: Client['auth'] } = {
  client_secret_basic: 'basic',
  client_secret_post: 'post',
};
// That of a token exchange is in long-lived-tokens.test.ts.
const deviating = presets.filter(({ deviations, grants }) => deviations && !grants[0]?.endsWith('token-exchange'));
test.each(deviating.map((each) => [each.title, each] as const))(
  'A server that deviates as %s does gets along with its preset',
  async (_, preset) => {
    const { deviations = {}, scopeSeparator, token_endpoint_auth_method } = profileOf(preset);
    const auth = methods[token_endpoint_auth_method] ?? 'none';
    const client: Client = { client_id: 'tester', ...(auth !== 'none' && { client_secret: 'secret' }), auth };
    const scene = await deviate((tokenOrigin): Partial<Mix> => {
      return { deviations: at(deviations, tokenOrigin), client, scopeSeparator };
    });
    open.push(scene);
    const token = await signIn(scene);
    expect((await renew(scene, token)).access_token).not.toBe(token.access_token);
    const user = await whoIs(scene, token);
    expect(user).toMatchObject({ sub: 'user-alice', name: 'Alice' });
    expect(scene.server.refusals).toEqual([]);
  },
);

/** The hosts of the true provider are out of reach. */
function at(deviations: Deviations, origin: string): Deviations {
  const { tokenHost } = deviations;
  return { ...deviations, ...(tokenHost && { tokenHost: { ...tokenHost, origins: [origin] } }) };
}
