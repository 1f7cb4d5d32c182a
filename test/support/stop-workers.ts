import type { Page } from 'puppeteer';

/** Ends every service worker of a page's own origin, whatever it is doing or waiting for (Chromium). */
export async function stopWorkers(page: Page): Promise<void> {
  // Not by a session of the worker: one that starts again while that is attached may wait for it forever.
  const session = await page.createCDPSession();
  const stopped = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
}
