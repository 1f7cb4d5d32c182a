// @vitest-environment happy-dom

import { screen } from '@testing-library/preact';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { grantTypes } from '../../src/core/grant-type.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { webhookPresets } from '../../src/formats/webhook-presets.ts';
import { createImporting } from '../../src/ui/models/importing.ts';
import { views } from '../../src/ui/place.ts';
import { aBinding, aDraft, aLogin, aProfile, aTab, aToken, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';
import { showWorkbench } from './show-workbench.tsx';

const failure = failureRecord(new Failure('client_refused', { host: 'id.acme.dev' }, { error: 'invalid_client' }));
const metadata = { issuer: 'https://id.acme.dev', scopes_supported: ['openid'] };

const pictures: [string, Partial<Snapshot>][] = [
  ['the first run', {}],
  [
    'profiles, tokens and bindings',
    {
      profiles: [
        aProfile({ tokens: [aToken(), aToken({ id: 'bob', label: 'bob', expiresAt: now - 1, failure })] }),
        aProfile({ id: 'running', login: aLogin() }),
        aProfile({ id: 'failed', login: aLogin({ id: 'second', step: 'failed', failure }) }),
      ],
      bindings: [aBinding(), aBinding({ id: 'second', permitted: false })],
      tab: aTab({ bindingId: 'binding' }),
    },
  ],
  [
    'the form',
    {
      drafts: [aDraft({ metadata, parameters: [{ name: 'a', value: 'b', stage: 'token', place: 'body', on: true }] })],
    },
  ],
];

async function expectUsable(container: Element) {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/** Colours and sizes need a real browser. */
test.for(pictures)('Everybody can use %s', async ([, snapshot]) => {
  const { container } = await showPopup(snapshot);
  await expectUsable(container);
});

test.for(grantTypes)('Everybody can use the form of %s', async (grant_type) => {
  const draft = aDraft({ grant_type, metadata, token_endpoint_auth_method: 'private_key_jwt', signedRequest: true });
  const { container } = await showPopup({ profiles: [aProfile({ tokens: [aToken()] })], drafts: [draft] }, (world) => {
    world.answers['key.list'] = () => [];
  });
  await expectUsable(container);
});

test.for(views)('Everybody can use the workbench’s %s', async (view) => {
  const profiles = [aProfile({ tokens: [aToken()], login: aLogin({ step: 'failed', failure }) })];
  const { container } = await showWorkbench(`#petstore/${view}`, { profiles, bindings: [aBinding()] }, (world) => {
    const jwt = { header: { alg: 'RS256' }, claims: { iss: 'https://id.acme.dev', exp: now / 1000 } };
    const idToken = { decoded: jwt, verdict: { good: true } };
    const more = {
      scope: [],
      obtainedAt: now,
      expiresAt: now,
      hasRefreshToken: true,
      jkt: 'thumbprint',
      knownFields: [],
      rest: { a: 1 },
    };
    world.answers['token.view'] = ({ id }) => ({
      id,
      label: 'alice',
      token_type: 'DPoP',
      accessToken: jwt,
      idToken,
      ...more,
    });
    const request = { method: 'GET', url: 'https://id.acme.dev/', headers: [], body: '' };
    const findings = [{ code: 'token_type_missing' as const }];
    const exchanges = [{ id: '1', purpose: 'discovery', at: now, took: 5, request, response: undefined, findings }];
    world.answers['trace.list'] = () => [{ id: 't', profileId: 'petstore', what: 'login', startedAt: now, exchanges }];
    world.answers['profile.preview'] = () => [{ purpose: 'Token request', ...request }];
  });
  await expectUsable(container);
});

test('Everybody can import', async () => {
  const profile = { draft: aDraft(), token: {}, api: [], notUnderstood: ['x'], remarks: ['y'] };
  const { container, workbench } = await showWorkbench('#/import', { profiles: [aProfile()] }, (world) => {
    world.answers['text.read'] = () => ({ kind: 'Postman', profiles: [profile], refused: ['z'] });
  });
  await screen.findByLabelText('Text to import');
  await workbench.model(createImporting).take('text');
  await screen.findByText(/^Recognised/);
  await expectUsable(container);
});

test('Everybody can export', async () => {
  const profiles = [aProfile({ shared: true })];
  const { container } = await showWorkbench('#/export', { profiles }, (world) => {
    world.answers['profiles.write'] = () => ({ name: 'a', type: 'b', text: 'c', leftOut: ['Petstore: client_secret'] });
  });
  await screen.findByText('Petstore: client_secret');
  await expectUsable(container);
});

test('Everybody can set services up', async () => {
  const { container } = await showWorkbench('#petstore/services', { profiles: [aProfile()] }, (world) => {
    const webhook = webhookPresets[0]?.check;
    const services = { validation: { by: 'url' as const, url: '' }, ...(webhook && { webhook }) };
    const deviations = { idToken: { sub: 'sub' } };
    world.answers['profile.edit'] = ({ id }) => aDraft({ id, services, deviations });
  });
  await screen.findByRole('heading', { name: 'Try a delivery' });
  await expectUsable(container);
});
