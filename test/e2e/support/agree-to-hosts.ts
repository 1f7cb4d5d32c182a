import type { Browser } from 'puppeteer';
import { asFirefox, type FirefoxGlobals } from './firefox-itself.ts';
import { browserName, type Tokendock } from './tokendock.ts';

/**
 * The tester agrees beforehand to whatever the extension will ask for: nothing is granted yet, but the browser will grant it
 * without a prompt, which no test could press. Chromium has this on its page of the extension, Firefox as a preference.
 */
export async function agreeToHosts({ running }: Tokendock): Promise<void> {
  if (browserName === 'firefox') await asFirefox(running.browser, switchPromptsOff);
  else await allowSites(running.browser, new URL(running.extensionOrigin).host);
}

function switchPromptsOff(): void {
  const { Services } = globalThis as unknown as FirefoxGlobals;
  Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false);
}

type ExtensionsPage = {
  chrome: {
    developerPrivate: {
      updateExtensionConfiguration(change: { extensionId: string; hostAccess: 'ON_SPECIFIC_SITES' }): Promise<void>;
      addHostPermission(extensionId: string, host: string): Promise<void>;
    };
  };
};

async function allowSites(browser: Browser, extensionId: string): Promise<void> {
  const page = await browser.newPage({ type: 'tab', background: true });
  await page.goto('chrome://extensions');
  const allow = async (id: string) => {
    const { developerPrivate } = (globalThis as unknown as ExtensionsPage).chrome;
    await developerPrivate.updateExtensionConfiguration({ extensionId: id, hostAccess: 'ON_SPECIFIC_SITES' });
    await developerPrivate.addHostPermission(id, '<all_urls>');
  };
  await page.evaluate(allow, extensionId);
  await page.close();
}
