import type { Page } from 'puppeteer';
import { vi } from 'vitest';
import { patience } from './patience.ts';
import type { Tokendock } from './tokendock.ts';

/** What is good now is refused from here on: the next call has it renewed, while the page watches. */
export async function revokeToken(dock: Tokendock): Promise<void> {
  const obtainedAt = (await dock.status()).profiles[0]?.tokens[0]?.obtainedAt ?? 0;
  // No token is renewed twice within a second.
  await vi.waitUntil(() => Date.now() > obtainedAt + 1_000, patience);
  dock.api.refuseSeenTokens();
}

/** The tester renews the token, and the page's calls carry the new one. A refusal has that renewed, whatever was renewed before. */
export async function renewByHand(dock: Tokendock, page: Page): Promise<void> {
  const sent = async () => {
    await page.evaluate(() => fetch('/api/whoami'));
    return dock.api.requests.findLast(({ path }) => path === '/api/whoami')?.authorization;
  };
  const before = await sent();
  const id = (await dock.status()).profiles[0]?.tokens[0]?.id ?? '';
  await dock.send('token.renew', { id });
  await vi.waitUntil(async () => (await sent()) !== before, patience);
}
