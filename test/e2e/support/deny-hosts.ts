import { vi } from 'vitest';
import { type FirefoxGlobals, openFirefoxPage } from './firefox-itself.ts';
import { patience } from './patience.ts';
import { browserName, type Tokendock } from './tokendock.ts';

/** The tester says no in the browser's prompt. In Chromium, where no test reaches the prompt, it is left without an answer. */
export async function denyHosts({ running: { browser } }: Tokendock): Promise<void> {
  if (browserName !== 'firefox') return;
  const page = await openFirefoxPage(browser);
  await vi.waitUntil(() => page.evaluate(pressDeny), patience);
  await page.close();
}

/** Whether the prompt was there to be pressed. */
function pressDeny(): boolean {
  const { Services } = globalThis as unknown as FirefoxGlobals;
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  const panel = document.getElementById('notification-popup') as (HTMLElement & { state: string }) | null;
  const prompt = document.getElementById('addon-webext-permissions-notification');
  if (panel?.state !== 'open' || !prompt) return false;
  (prompt as HTMLElement & { secondaryButton: HTMLElement }).secondaryButton.click();
  return true;
}
