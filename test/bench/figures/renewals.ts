import { aBinding, aProfile, aToken } from '../../core/support/records.ts';
import { startAuthorizationServer, testClients } from '../../support/authorization-server.ts';
import { startDemoApi } from '../../support/demo-api.ts';
import { createTester } from '../../support/tester.ts';
import { counted, type Figure } from '../support/figure.ts';
import { putRecords } from '../support/put-records.ts';
import { openInFront, type Stage } from '../support/stage.ts';
import { tellBackground } from '../support/tell-background.ts';

const tabs = 10;
const callsOfEach = 100;
const redirectUri = 'https://app.acme.example/callback';

/** How often the authorization server is asked for a new token when many calls of many tabs want one at once. */
export async function renewals(stage: Stage): Promise<Figure[]> {
  const server = stage.keep(await startAuthorizationServer({ redirectUris: [redirectUri] }));
  const api = stage.keep(await startDemoApi({ issuer: server.issuer }));
  const running = await stage.withTokendock();
  const own = await running.openExtensionPage('icon/16.png');
  const tester = await createTester(server.issuer, redirectUri);
  const { access_token, refresh_token = '' } = await tester.getTokens('alice');
  const binding = aBinding({ api: [`${api.origin}/api/*`], pages: [`${api.origin}/*`] });
  const ended = Date.now() - 1000;
  const { client_id } = testClients.tester;
  await putRecords(own, {
    profiles: [aProfile({ issuer: server.issuer, metadata: tester.as, client_id, endpoints: {} })],
    tokens: [aToken({ access_token, refresh_token, obtainedAt: ended - 3_600_000, expiresAt: ended })],
    bindings: [binding],
  });
  // Nobody gets the new token before all have asked for it.
  const release = server.holdTokenEndpoint();
  await tellBackground(own, 'binding.change', { id: binding.id, change: { enabled: true } });
  const pages = [];
  for (let tab = 0; tab < tabs; tab += 1) pages.push(await openInFront(running.browser, api.origin));
  const statuses = pages.map((page) => page.evaluate(callAtOnce, callsOfEach));
  await Promise.all(pages.map((page) => page.evaluate(() => 'its calls are on their way')));
  release();
  const refused = (await Promise.all(statuses)).flat().filter((status) => status !== 200);
  const requests = server.requests.filter(({ body }) => body.grant_type === 'refresh_token');
  await running.browser.close();
  const count = { browser: stage.name, unit: 'count' } as const;
  const calls = `${tabs * callsOfEach} calls in ${tabs} tabs, token expired`;
  return [
    { ...count, name: `${calls}: renewals`, value: counted(requests.length), atMost: 1 },
    { ...count, name: `${calls}: refused`, value: counted(refused.length), atMost: 0 },
  ];
}

function callAtOnce(calls: number): Promise<number[]> {
  return Promise.all(Array.from({ length: calls }, async () => (await fetch('/api/pets')).status));
}
