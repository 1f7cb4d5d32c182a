import { TargetType } from 'puppeteer';
import { browserName, type Tokendock } from './tokendock.ts';

/** What the background, until it ends, takes the time to be: so many milliseconds from what it is. No test may set the computer's clock. */
export async function setClock(
  { running: { browser, extensionOrigin }, own }: Tokendock,
  ahead: number,
): Promise<void> {
  if (browserName === 'firefox') return own.evaluate(inFirefox, ahead);
  const target = await browser.waitForTarget(
    (each) => each.type() === TargetType.SERVICE_WORKER && each.url().startsWith(extensionOrigin),
  );
  const worker = await target.worker();
  await worker?.evaluate((ahead) => {
    Date.now = () => Math.round(performance.timeOrigin + performance.now()) + ahead;
  }, ahead);
}

/** There the background is a page, which the extension's other pages reach. */
async function inFirefox(ahead: number): Promise<void> {
  type Runtime = { getBackgroundPage(): Promise<{ Date: DateConstructor } | null> };
  const { runtime } = (globalThis as unknown as { browser: { runtime: Runtime } }).browser;
  const background = await runtime.getBackgroundPage();
  if (!background) throw new Error('the background sleeps');
  background.Date.now = () => Math.round(performance.timeOrigin + performance.now()) + ahead;
}
