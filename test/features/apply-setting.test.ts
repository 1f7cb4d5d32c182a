import { expect, test } from 'vitest';
import { draftOf } from '../../src/core/profile-draft.ts';
import { applySetting, restoreDeviations } from '../../src/features/apply-setting.ts';
import { readTraces } from '../../src/features/read-traces.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { createMemory } from '../support/memory-ports.ts';
import { startOddServer } from '../support/odd-server.ts';

const setting = JSON.stringify({ answers: { token: { within: 'data' } } });
const use = { scheme: 'token' };

function world(changes: Parameters<typeof aProfile>[0] = {}) {
  const memory = createMemory();
  memory.disk.profiles.set('acme', aProfile(changes));
  return { ...memory, ports: memory.background().ports };
}

test('A setting joins what the profile says already, and is gone again when it is taken back', async () => {
  const { disk, ports } = world({ deviations: { use } });
  const before = await applySetting('acme', setting, ports);
  expect(disk.profiles.get('acme')?.deviations).toEqual({ use, answers: { token: { within: 'data' } } });
  await restoreDeviations('acme', before, ports);
  expect(disk.profiles.get('acme')).toEqual(aProfile({ deviations: { use } }));
});

test('A profile without deviations has none again', async () => {
  const { disk, ports } = world();
  await restoreDeviations('acme', await applySetting('acme', setting, ports), ports);
  expect(disk.profiles.get('acme')).toEqual(aProfile());
});

test('A half-filled form keeps what was typed, and gets the setting too', async () => {
  const { disk, ports } = world();
  disk.drafts.set('acme', { ...draftOf(aProfile()), name: 'Half', deviations: { use } } as { id: string });
  await applySetting('acme', setting, ports);
  expect(disk.drafts.get('acme')).toMatchObject({
    name: 'Half',
    deviations: { use, answers: { token: { within: 'data' } } },
  });
});

test.each(['', 'no JSON', '{"answers":{"token":{"within":1}}}'])('%j is refused, and changes nothing', async (odd) => {
  const { disk, ports } = world();
  await expect(applySetting('acme', odd, ports)).rejects.toMatchObject({ code: 'unknown' });
  expect(disk.profiles.get('acme')).toEqual(aProfile());
});

test('The token that could not be read is there after the setting that its failure offers', async () => {
  const odd = await startOddServer(() => ({ json: { data: { token: 'deep' } } }));
  const { disk, ports } = world({
    grant_type: 'client_credentials',
    endpoints: { token_endpoint: `${odd.origin}/token` },
  });
  await startLogin('acme', ports);
  const [login] = disk.logins.values();
  await applySetting('acme', String(login?.failure?.values.setting), ports);
  await startLogin('acme', ports);
  expect([...disk.tokens.values()]).toMatchObject([{ access_token: 'deep' }]);
  expect(disk.logins.size).toBe(0);
  await odd.close();
});

test('A life that Zoho’s older answers tell in seconds beside milliseconds is offered once, and right after it was taken', async () => {
  const json = { access_token: 'a', token_type: 'Bearer', expires_in_sec: 3600, expires_in: 3_600_000 };
  const odd = await startOddServer(() => ({ json, headers: { 'Cache-Control': 'no-store' } }));
  const { disk, ports } = world({
    grant_type: 'client_credentials',
    endpoints: { token_endpoint: `${odd.origin}/token` },
  });
  const offers = async () =>
    (await readTraces('acme', ports)).flatMap(({ exchanges }) =>
      exchanges.flatMap(({ findings }) => findings.flatMap(({ values }) => values?.setting ?? [])),
    );
  await startLogin('acme', ports);
  expect([...disk.tokens.values()]).toMatchObject([{ expiresAt: noon + 3_600_000_000 }]);
  const [offered = ''] = await offers();
  await applySetting('acme', offered, ports);
  expect(await offers()).toEqual([]);
  await startLogin('acme', ports);
  expect([...disk.tokens.values()]).toMatchObject([{ expiresAt: noon + 3_600_000 }]);
  expect(await offers()).toEqual([]);
  await odd.close();
});
