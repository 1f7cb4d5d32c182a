import { exportJWK, generateKeyPair } from 'jose';
import type { Page } from 'puppeteer';
import { dpopHandle } from '../../../src/oauth/dpop.ts';
import { proveCall } from '../../../src/oauth/prove-call.ts';
import { aBinding, aProfile, aToken } from '../../core/support/records.ts';
import { startAuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { startDemoApi } from '../../support/demo-api.ts';
import { createTester } from '../../support/tester.ts';
import type { Figure } from '../support/figure.ts';
import { inTurns } from '../support/in-turns.ts';
import { putRecords } from '../support/put-records.ts';
import { differences, spreadOf } from '../support/spread.ts';
import { openInFront, type Stage } from '../support/stage.ts';
import { tellBackground } from '../support/tell-background.ts';

const rounds = 15;
const calls = 40;
const redirectUri = 'https://app.acme.example/callback';

/**
 * A call that carries a token and a proof, both put there by Tokendock, against one in a browser without extensions that brings a proof which
 * was made beforehand. The API checks each proof, here and there.
 */
export async function dpopFetch(stage: Stage): Promise<Figure[]> {
  const server = stage.keep(await startAuthorizationServer({ redirectUris: [redirectUri] }));
  const api = stage.keep(await startDemoApi({ issuer: server.issuer }));
  const key = { id: 'key', ...(await generateKeyPair('ES256', { extractable: true })) };
  const tester = await createTester(server.issuer, redirectUri);
  const { access_token } = await tester.getTokens('alice', {}, dpopHandle(testClients.tester, key));
  const url = `${api.origin}/api/pets`;

  const running = await stage.withTokendock();
  const own = await running.openExtensionPage('popup.html');
  const binding = aBinding({ api: [`${api.origin}/api/*`], pages: [`${api.origin}/*`] });
  const obtainedAt = Date.now();
  const bound = { token_type: 'DPoP', dpopKeyId: key.id, expiresAt: obtainedAt + 86_400_000 };
  await putRecords(own, {
    profiles: [aProfile()],
    tokens: [aToken({ access_token, obtainedAt, ...bound })],
    bindings: [binding],
    dpopKeys: [{ id: key.id, privateKey: await exportJWK(key.privateKey), publicKey: await exportJWK(key.publicKey) }],
  });
  await tellBackground(own, 'binding.change', { id: binding.id, change: { enabled: true } });
  await own.close();
  const plain = await stage.start();
  const pages = {
    ours: await openInFront(running.browser, api.origin),
    none: await openInFront(plain, api.origin),
  };
  const times = await inTurns(rounds, {
    ours: () => timeOfCall(pages.ours, bare),
    none: async () => timeOfCall(pages.none, await Promise.all(bare.map(proved))),
  });
  await running.browser.close();
  await plain.close();
  const added = { browser: stage.name, unit: 'ms' } as const;
  return [
    { ...added, name: 'DPoP fetch, added', value: differences(times.ours, times.none), atMost: 3 },
    { ...added, name: 'DPoP fetch, no extension, proof made before', value: spreadOf(times.none) },
  ];

  async function proved(): Promise<Record<string, string>> {
    return { Authorization: `DPoP ${access_token}`, DPoP: await proveCall(key, access_token, { method: 'GET', url }) };
  }
}

const bare: Record<string, string>[] = Array.from({ length: calls }, () => ({}));

/** How long a call takes: the median of groups, each with some of these headers, one call after the other (ms). */
async function timeOfCall(page: Page, headers: Record<string, string>[]): Promise<number> {
  await page.bringToFront();
  return spreadOf(await page.evaluate(callInSequence, headers)).median;
}

async function callInSequence(all: Record<string, string>[]): Promise<number[]> {
  // What the page's last calls left to do belongs to none of these.
  await new Promise((resolve) => setTimeout(resolve, 250));
  const times: number[] = [];
  // Together, since this page gets no exact clock.
  const together = 5;
  for (let first = 0; first < all.length; first += together) {
    const start = performance.now();
    for (const headers of all.slice(first, first + together)) {
      const response = await fetch('/api/pets', { headers });
      if (!response.ok) throw new Error(`${response.status}, ${response.headers.get('www-authenticate')}`);
      await response.text();
    }
    times.push((performance.now() - start) / together);
  }
  return times;
}
