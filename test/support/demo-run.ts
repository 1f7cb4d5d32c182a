import type { Page } from 'puppeteer';
import type { AuthorizationServer } from './authorization-server.ts';
import type { DemoApi } from './demo-api.ts';
import type { RunningBrowser } from './running-browser.ts';

export type DemoInputs = {
  readonly browser: RunningBrowser;
  readonly popupUrl: string;
  readonly server: AuthorizationServer;
  readonly api: DemoApi;
};

export type DemoResult = {
  /** What is worth a picture, by the name of the picture. */
  readonly pages: Readonly<Record<string, Page>>;
  /** Lines that say what the API answered. */
  readonly report: readonly string[];
};

/** Shows the demo page with every request made once. */
export async function prepareDemo({ browser, api }: DemoInputs): Promise<DemoResult> {
  const demo = await browser.browser.newPage();
  await demo.goto(api.origin);
  await demo.click('#all');
  await demo.waitForFunction(() => {
    const results = [...document.querySelectorAll<HTMLElement>('.result[data-status]')];
    return results.length > 0 && results.every(({ dataset }) => dataset.status !== 'pending');
  });
  const report = api.requests
    .filter(({ method }) => method !== 'OPTIONS')
    .map(({ kind, status, user }) => `${(kind ?? '').padEnd(14)} ${status}  ${user ?? 'nobody'}`);
  return { pages: { demo }, report };
}
