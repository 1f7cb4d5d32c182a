import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type FirefoxGlobals, openFirefoxPage } from './firefox-itself.ts';
import { patience } from './patience.ts';
import { browserName, type Tokendock } from './tokendock.ts';

export type Downloads = {
  /** The text of a file with this name, once it is there as a whole. */
  read(name: string): Promise<string>;
  stop(): Promise<void>;
};

/** From now on the browser saves files without asking where. */
export async function startDownloads(dock: Tokendock): Promise<Downloads> {
  const folder = await mkdtemp(join(tmpdir(), 'tokendock-files-'));
  if (browserName === 'firefox') await setPreferences(dock, folder);
  else {
    const session = await dock.running.browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  }
  return {
    read: (name) =>
      vi.waitUntil(
        () =>
          readFile(join(folder, name), 'utf8').then(
            (text) => text.trim().endsWith('}') && text,
            () => false as const,
          ),
        patience,
      ),
    stop: () => rm(folder, { recursive: true }),
  };
}

async function setPreferences({ running }: Tokendock, folder: string): Promise<void> {
  const page = await openFirefoxPage(running.browser);
  await page.evaluate((path) => {
    const { prefs } = (globalThis as unknown as FirefoxGlobals).Services;
    // The folder that the next preference names.
    prefs.setIntPref('browser.download.folderList', 2);
    prefs.setStringPref('browser.download.dir', path);
    prefs.setBoolPref('browser.download.useDownloadDir', true);
  }, folder);
  await page.close();
}
