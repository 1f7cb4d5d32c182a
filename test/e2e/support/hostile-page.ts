import type { Page } from 'puppeteer';

type Hostile = { hostile: { patch(group: string): void; look(): void; loot(): string[] } };

/** Has a hostile page patch a group of built-ins anew, and call the API while it watches. The statuses of its calls. */
export function attack(page: Page, group?: string): Promise<number[]> {
  return page.evaluate(async (again) => {
    const { hostile } = globalThis as unknown as Hostile;
    if (again) hostile.patch(again);
    const lookLater = () => void Promise.resolve().then(() => hostile.look());
    const byXhr = new Promise<number>((resolve) => {
      const call = new XMLHttpRequest();
      call.onloadstart = () => {
        hostile.look();
        lookLater();
      };
      call.onreadystatechange = lookLater;
      call.onloadend = () => resolve(call.status);
      call.open('GET', '/api/pets?by=xhr');
      call.send();
    });
    const byFetch = ['string', 'request', 'headers'].map(async (by) => {
      const url = `/api/pets?by=${by}`;
      const headers = { accept: 'application/json' };
      const response = await (by === 'string'
        ? fetch(url)
        : by === 'request'
          ? fetch(new Request(url, { headers }))
          : fetch(url, { headers }));
      hostile.look();
      lookLater();
      return response.status;
    });
    return Promise.all([...byFetch, byXhr]);
  }, group);
}

/** What of all that the page saw is ours: a token, or a word between our scripts. */
export async function lootOf(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => (globalThis as unknown as Hostile).hostile.loot());
  return seen.filter((text) => /eyJ|^(heard|armed|answered)$|^a spy failed/.test(text));
}
