import type { Page } from 'puppeteer';
import type { OwnMessages } from '../../../src/messages.ts';

/** Has the background do something, as the popup does. `page` is one of the extension’s own. */
export async function tellBackground<Type extends keyof OwnMessages>(
  page: Page,
  type: Type,
  data: Parameters<OwnMessages[Type]>[0],
): Promise<Awaited<ReturnType<OwnMessages[Type]>>> {
  const { answer, failure } = await page.evaluate(
    (message) =>
      (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage(message: unknown): Promise<{ answer?: never; failure?: unknown }> } };
        }
      ).chrome.runtime.sendMessage(message),
    { type, data },
  );
  if (failure) throw new Error(JSON.stringify(failure));
  return answer as never;
}
