import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { copyToken } from '../../src/features/copy-token.ts';
import { freshToken } from '../../src/features/renew-token.ts';
import type { CopyForm } from '../../src/formats/copy-as.ts';
import { aBinding, aProfile, aToken, noon } from '../core/support/records.ts';
import { tokens } from '../oauth/support/odd-issuer.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';
import { startOddServer } from '../support/odd-server.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
  memory.disk.tokens.set('alice', aToken());
});

const copy = (id: string, as: CopyForm) => copyToken(id, as, ports, async (due) => void (await freshToken(due, ports)));

describe('A token is copied', () => {
  test('as the clipboard wants it', async () => {
    expect(await copy('alice', 'token')).toBe('access-of-alice');
    expect(await copy('alice', 'header')).toBe('Authorization: Bearer access-of-alice');
  });

  test.each([
    ['https://api.acme.example/v1/*', 'https://api.acme.example/v1/'],
    ['*://api.acme.example/*', 'https://api.acme.example/'],
    ['https://*.acme.example/*', 'https://acme.example/'],
    ['http://localhost:3000/api/*', 'http://localhost:3000/api/'],
  ])('as a curl command for the API that it is bound to: %s', async (pattern, url) => {
    memory.disk.bindings.set('binding', aBinding({ api: [pattern] }));
    expect(await copy('alice', 'curl')).toBe(`curl -H 'Authorization: Bearer access-of-alice' '${url}'`);
  });

  test('that is bound to a key: with a proof for that very URL (RFC 9449, section 7.1)', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ]);
    memory.disk.dpopKeys.set('key', { id: 'key', privateKey, publicKey });
    memory.disk.tokens.set('alice', aToken({ token_type: 'DPoP', dpopKeyId: 'key' }));
    memory.disk.bindings.set('binding', aBinding({ api: ['https://api.acme.example/v1/*'] }));
    expect(await copy('alice', 'header')).toBe('Authorization: DPoP access-of-alice');
    const [, proof = ''] = /-H 'DPoP: (\S+)'/.exec(await copy('alice', 'curl')) ?? [];
    expect(decodeJwt(proof)).toMatchObject({ htm: 'GET', htu: 'https://api.acme.example/v1/' });
  });

  test('as a curl command for an example, when it is bound to nothing', async () => {
    expect(await copy('alice', 'curl')).toContain(`'https://api.example.com/'`);
  });

  test('fresh, when it was due', async () => {
    const server = await startOddServer(() => tokens({ access_token: 'fresh-of-alice' }));
    memory.disk.profiles.set('acme', aProfile({ endpoints: { token_endpoint: `${server.origin}/token` } }));
    memory.clock.now = noon + 3_571_000;
    expect(await copy('alice', 'token')).toBe('fresh-of-alice');
    await server.close();
  });

  test('unless it is gone', async () => {
    await expect(copy('nobody', 'token')).rejects.toMatchObject({ code: 'token_gone' });
  });
});
