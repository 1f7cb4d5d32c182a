import { type BrowserName, expectBrowser, findBrowser } from './find-browser.ts';
import { withProgress } from './progress.mjs';
import { type CommandResult, runCommand, runPackage } from './run-command.ts';

/** What each installer calls the browser. */
const names = {
  chromium: { puppeteer: 'chrome', apt: 'chromium' },
  firefox: { puppeteer: 'firefox', apt: 'firefox-esr' },
} as const;

/**
 * Sees to it that the browser is on this machine: found, else downloaded by Puppeteer, else installed by apt-get where
 * that is allowed. Throws a sentence that says what to do when nothing helps.
 */
export async function ensureBrowser(name: BrowserName): Promise<void> {
  if (await findBrowser(name)) return;
  await withProgress(`Downloading ${name}`, () => download(name), outcome);
  if (await findBrowser(name)) return;
  const prefix = await getAptPrefix();
  if (prefix) await withProgress(`Installing ${name} by apt-get`, () => installByApt(name, prefix), outcome);
  await expectBrowser(name);
}

function download(name: BrowserName): Promise<CommandResult> {
  return runPackage('puppeteer', ['browsers', 'install', names[name].puppeteer]);
}

async function installByApt(name: BrowserName, [command = '', ...args]: readonly string[]): Promise<CommandResult> {
  const updated = await runCommand(command, [...args, 'update']);
  if (updated.code !== 0) return updated;
  return runCommand(command, [...args, 'install', '-y', names[name].apt]);
}

/** How apt-get can be run here without asking for a password; undefined when it cannot. */
async function getAptPrefix(): Promise<readonly string[] | undefined> {
  for (const prefix of [['apt-get'], ['sudo', '-n', 'apt-get']]) {
    const isRoot = process.getuid?.() === 0;
    if (prefix[0] === 'apt-get' && !isRoot) continue;
    const [command = '', ...args] = prefix;
    if ((await runCommand(command, [...args, '--version'])).code === 0) return prefix;
  }
  return undefined;
}

function outcome({ code }: CommandResult): string {
  return code === 0 ? 'done' : 'not possible here';
}
