// @vitest-environment happy-dom
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { aBinding, aDraft, aLogin, aProfile, aTab, aToken, now } from './fake-inputs.ts';
import { showPopup } from './show-popup.tsx';

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
  ['the form', { draft: aDraft({ metadata, authorizationParameters: [{ name: 'a', value: 'b' }] }) }],
];

/** Colours and sizes need a real browser. */
test.for(pictures)('Everybody can use %s', async ([, snapshot]) => {
  const { container } = await showPopup(snapshot);
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
});
