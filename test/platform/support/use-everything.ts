import { vi } from 'vitest';
import type { Ports } from '../../../src/core/ports.ts';
import { emptyDraft } from '../../../src/core/profile-draft.ts';
import { addBinding } from '../../../src/features/bindings.ts';
import { cancelLogin } from '../../../src/features/cancel-login.ts';
import { saveDraft } from '../../../src/features/drafts.ts';
import { saveProfile } from '../../../src/features/profile-form.ts';
import { createKey } from '../../../src/features/signing-keys.ts';
import { startLogin } from '../../../src/features/start-login.ts';
import { createPorts } from '../../../src/platform/ports.ts';
import { createWorld, startServer } from '../../features/support/world.ts';

const stores = ['profiles', 'tokens', 'logins', 'bindings', 'drafts', 'traces', 'keys', 'dpopKeys'] as const;

/** Does with today's Tokendock what leaves a record of each kind on disk. Its key can be read out, so that it can be kept as JSON. */
export async function useEverything(): Promise<void> {
  const generateKey = crypto.subtle.generateKey.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'generateKey').mockImplementation(((algorithm: never, _: boolean, usages: never) =>
    generateKey(algorithm, true, usages)) as never);
  const server = await startServer();
  const world = await createWorld(server);
  const real = createPorts();
  const ports: Ports = { ...world.ports, ...Object.fromEntries(stores.map((name) => [name, real[name]])) };
  await createKey('ES256', ports);
  const parameters = [
    { name: 'audience', value: 'https://api.acme.example', stage: 'authorize', place: 'query', on: true },
    { name: 'X-Team', value: 'pets', stage: 'token', place: 'header', on: true },
  ] as const;
  const shop = {
    ...emptyDraft('shop'),
    ...{ name: 'Shop', issuer: server.issuer, client_id: 'tester', scope: 'openid profile pets:read', dpop: true },
    ...{ integration: 'Pets', visibility: 'private' as const, parameters: [...parameters] },
    ...{ deviations: { use: { query: 'key' } }, services: { validation: { by: 'introspection' as const } } },
  };
  const job = {
    ...emptyDraft('job'),
    ...{ name: 'Billing job', issuer: server.issuer, grant_type: 'client_credentials' as const, client_id: 'machine' },
    ...{ client_secret: 'machine-secret', token_endpoint_auth_method: 'client_secret_basic' as const },
    scope: 'pets:read',
  };
  for (const draft of [shop, job]) await saveProfile(draft, ports, (id) => cancelLogin(id, ports));
  world.signsIn('alice');
  await startLogin('shop', ports);
  await startLogin('job', ports);
  const api = ['https://api.acme.example/*'];
  for (const { id, profileId } of await ports.tokens.list()) {
    const more = { mode: 'network' as const, methods: ['POST'] };
    const pages = [`https://${profileId}.acme.example/*`];
    await addBinding({ tokenId: id, api, pages, ...(profileId === 'job' ? more : {}) }, ports);
  }
  await saveDraft({ ...emptyDraft('half'), name: 'Half-typed', client_secret: 'typed-secret' }, ports);
  const opened = Promise.withResolvers<void>();
  world.memory.identityWindow.answer = () => {
    opened.resolve();
    return new Promise(() => undefined);
  };
  void startLogin('shop', ports).catch(() => undefined);
  await opened.promise;
  await server.close();
  vi.restoreAllMocks();
}
