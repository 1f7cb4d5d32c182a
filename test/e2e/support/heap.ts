import { type CDPSession, TargetType } from 'puppeteer';
import type { Tokendock } from './tokendock.ts';

/** What the background's memory holds in Chromium, in bytes, once all that nobody needs is gone. */
export async function heapOfBackground({ running: { browser, extensionOrigin } }: Tokendock): Promise<number> {
  const target = await browser.waitForTarget(
    (each) => each.type() === TargetType.SERVICE_WORKER && each.url().startsWith(extensionOrigin),
  );
  const session = await target.createCDPSession();
  try {
    return await heapIn(session);
  } finally {
    await session.detach();
  }
}

export async function heapIn(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  // What was waiting for a first collection goes with the second.
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}
