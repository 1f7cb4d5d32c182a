import axe from 'axe-core';
import type { Page } from 'puppeteer';

/** What of a page some people can't see, reach or understand: each rule with the elements that break it. */
export async function barriers(page: Page): Promise<Record<string, string[]>> {
  await page.evaluate(`${axe.source}; undefined`);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document);
    return Object.fromEntries(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`)]),
    );
  });
}
