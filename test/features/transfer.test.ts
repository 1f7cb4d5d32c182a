import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { readText } from '../../src/features/read-text.ts';
import { type WrittenForm, writeProfiles } from '../../src/features/write-profiles.ts';
import { readYaml } from '../../src/formats/read/yaml-text.ts';
import { aProfile } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';

const page = new Window();
const foreign = {
  randomId: () => 'new',
  parseXml: (text: string) => new page.DOMParser().parseFromString(text, 'text/xml') as unknown as Document,
  parseYaml: async (text: string, format: string) => readYaml(text, format),
};

async function written(form: WrittenForm, withSecrets = false) {
  const memory = createMemory();
  const secrets = { client_secret: 'hush-1', introspection_secret: 'hush-2', password: 'hush-3' };
  const token_endpoint_auth_method = 'client_secret_post';
  const stored = [
    aProfile({ ...secrets, token_endpoint_auth_method, integration: 'Zoho', shared: true, visibility: 'internal' }),
    aProfile({ id: 'billing', name: 'Billing' }),
  ];
  for (const profile of stored) memory.disk.profiles.set(profile.id, profile);
  return writeProfiles({ ids: ['acme'], form, withSecrets }, memory.background().ports);
}

test.each(['tokendock', 'postman', 'oauth2'] as const)(
  'A %s file without secrets has none, and says so',
  async (form) => {
    const { text, leftOut } = await written(form);
    expect(text).not.toContain('hush');
    expect(text).not.toContain('Billing');
    expect(leftOut.join()).toMatch(/^Acme: .*secret/);
  },
);

test.each(['tokendock', 'postman', 'oauth2'] as const)('A %s file is imported again', async (form) => {
  const { text } = await written(form, true);
  const { profiles } = await readText(text, foreign);
  expect(profiles).toMatchObject([{ draft: { id: 'new', name: 'Acme', scope: 'pets:read' } }]);
  if (form === 'tokendock')
    expect(profiles[0]?.draft).toMatchObject({ client_secret: 'hush-1', introspection_secret: 'hush-2', shared: true });
  if (form === 'oauth2') expect(profiles[0]?.draft).toMatchObject({ visibility: 'internal' });
});

test('A token that comes alone makes a profile of pasted tokens', async () => {
  const [alone] = (await readText('access_token=at-1&token_type=bearer', foreign)).profiles;
  expect(alone).toMatchObject({ token: { access_token: 'at-1' }, draft: { pastedOnly: true } });
  const [withServer] = (await readText('access_token=at-1&token_url=https://id.acme.example/token', foreign)).profiles;
  expect(withServer).toMatchObject({ draft: { pastedOnly: false } });
});

test('Where a document names its API, that is the base URI', async () => {
  const flows = { clientCredentials: { tokenUrl: 'https://id.acme.example/token', scopes: {} } };
  const components = { securitySchemes: { acme: { type: 'oauth2', flows } } };
  const text = JSON.stringify({ openapi: '3.1.0', servers: [{ url: 'https://api.acme.example/v2' }], components });
  expect((await readText(text, foreign)).profiles[0]?.draft.baseUri).toBe('https://api.acme.example/v2');
});
