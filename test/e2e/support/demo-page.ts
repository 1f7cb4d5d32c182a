import type { Page } from 'puppeteer';

/** Presses a button of the demo page; returns what the API saw of that request. */
export async function press(page: Page, kind: string): Promise<{ status: string; user: string | undefined }> {
  await page.waitForSelector(`#${kind}`);
  await page.click(`#${kind}`);
  const result = await page.waitForSelector(`#${kind}-result[data-status]:not([data-status=pending])`);
  const seen = await result?.evaluate((element) => {
    const { dataset } = element as HTMLElement;
    return { status: dataset.status ?? '', user: dataset.user };
  });
  if (!seen) throw new Error(`the page shows nothing for ${kind}`);
  return seen;
}
