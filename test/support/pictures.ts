import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startAuthorizationServer } from './authorization-server.ts';
import { launchBrowser } from './browsers.ts';
import { buildExtension } from './build-extension.ts';
import { getTokenAs } from './by-hand.ts';
import { startDemoApi } from './demo-api.ts';
import { prepareDemo, runDemo } from './demo-run.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { projectRoot } from './project-root.ts';
import { promoteHosts } from './promote-hosts.ts';

/** Makes the README's pictures from the production build. */
const folder = join(projectRoot, 'assets', 'pictures');
await mkdir(folder, { recursive: true });
await ensureBrowser('chromium');
const extension = await promoteHosts(await buildExtension('chromium'));
const server = await startAuthorizationServer();
const api = await startDemoApi({ issuer: server.issuer });
const running = await launchBrowser('chromium', { extension: extension.path });
try {
  const inputs = { running, server, api };
  const { demo, popup } = await prepareDemo(inputs);
  await runDemo({ demo, popup }, inputs);
  await demo.screenshot({ path: join(folder, 'demo-page.png') });
  await running.browser.deleteCookie(...(await running.browser.cookies()));
  await popup.bringToFront();
  await getTokenAs('bob', popup, running.browser, server.issuer);
  await popup.bringToFront();
  const height = await popup.evaluate(() => document.querySelector('main')?.getBoundingClientRect().height ?? 600);
  for (const theme of ['light', 'dark']) {
    await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await popup.screenshot({ path: join(folder, `popup-${theme}.png`), clip: { x: 0, y: 0, width: 380, height } });
  }
  const bench = await running.openExtensionPage('workbench.html');
  await bench.setViewport({ width: 1000, height: 640, deviceScaleFactor: 2 });
  await (await bench.waitForSelector('a::-p-text(Trace)'))?.click();
  await (await bench.waitForSelector('.step summary'))?.click();
  for (const theme of ['light', 'dark']) {
    await bench.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await bench.screenshot({ path: join(folder, `workbench-${theme}.png`) });
  }
} finally {
  await running.close();
  await Promise.all([server.close(), api.close(), extension.remove()]);
}
