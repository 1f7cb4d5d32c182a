import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAuthorizationServer } from './authorization-server.ts';
import { type BrowserName, launchBrowser, type RunningBrowser } from './browsers.ts';
import { buildExtension } from './build-extension.ts';
import { startDemoApi } from './demo-api.ts';
import { type DemoPages, prepareDemo, runDemo } from './demo-run.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { withProgress } from './progress.mjs';
import { projectRoot } from './project-root.ts';
import { promoteHosts } from './promote-hosts.ts';

const { values } = parseArgs({ options: { firefox: { type: 'boolean' }, port: { type: 'string' } } });
const name: BrowserName = values.firefox ? 'firefox' : 'chromium';
const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
const headless = CI === 'true' || (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY);

// Listened for from the start, so that an early Ctrl-C cleans up as a late one does.
const stopped = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
const cleanUps: (() => Promise<void>)[] = [];
try {
  await Promise.race([run(), stopped]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}
process.exit();

async function run(): Promise<void> {
  await ensureBrowser(name);
  const built = await withProgress(`Building Tokendock for ${name}`, () => buildExtension(name));
  const extension = await promoteHosts(built);
  cleanUps.push(extension.remove);
  const server = await startAuthorizationServer();
  cleanUps.push(server.close);
  const api = await startDemoApi({ issuer: server.issuer, port: Number(values.port ?? 0) });
  cleanUps.push(api.close);
  const browser = await launchBrowser(name, { extension: extension.path, headless, handleSignals: false });
  cleanUps.push(browser.close);

  console.log(`Demo page:            ${api.origin}`);
  console.log(`Authorization server: ${server.issuer}`);
  const inputs = { running: browser, server, api };
  const pages = await withProgress('Making the profile', () => prepareDemo(inputs));
  if (headless) {
    const answers = await withProgress('Getting a token and sending every kind of request', () =>
      runDemo(pages, inputs),
    );
    console.log(`What the API answered:\n${answers.join('\n')}`);
    await savePictures(pages);
  } else {
    await pages.popup.close();
    console.log('Press the Tokendock button, get a token, use it in this tab, then send requests from the demo page.');
    await untilClosed(browser);
  }
}

async function savePictures(pages: DemoPages): Promise<void> {
  const folder = join(projectRoot, '.artifacts');
  await mkdir(folder, { recursive: true });
  for (const [picture, page] of Object.entries(pages)) {
    const file = `${picture}-${name}.png`;
    await page.screenshot({ path: join(folder, file) });
    console.log(`Picture: ${join('.artifacts', file)}`);
  }
}

async function untilClosed({ browser }: RunningBrowser): Promise<void> {
  console.log('Close the browser or press Ctrl-C to end.');
  if (browser.connected) await new Promise((resolve) => browser.once('disconnected', resolve));
}
