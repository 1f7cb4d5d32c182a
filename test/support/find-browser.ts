import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { executablePath } from 'puppeteer';

export type BrowserName = 'chromium' | 'firefox';

type Places = {
  /** The environment variable that decides before anything else. */
  readonly variable: string;
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly puppeteerName: 'chrome' | 'firefox';
};

const { env } = process;
const windowsFolders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
);

const places: Readonly<Record<BrowserName, Places>> = {
  chromium: {
    variable: 'TOKENDOCK_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    paths: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ...windowsFolders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
    ],
    puppeteerName: 'chrome',
  },
  firefox: {
    variable: 'TOKENDOCK_FIREFOX',
    names: ['firefox', 'firefox-esr'],
    paths: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      ...windowsFolders.map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
    ],
    puppeteerName: 'firefox',
  },
};

/** The path of a browser on this machine: named by the environment, on the PATH, where it is usually, or Puppeteer's own. */
export async function findBrowser(name: BrowserName): Promise<string | undefined> {
  const { variable, names, paths, puppeteerName } = places[name];
  const wished = env[variable];
  if (wished) return (await isExecutable(wished)) ? wished : failNamed(variable, wished);
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.flatMap((file) => programs(folder, file)));
  for (const candidate of [...onPath, ...paths]) if (await isExecutable(candidate)) return candidate;
  const own = await executablePath({ browser: puppeteerName });
  return (await isExecutable(own)) ? own : undefined;
}

/** Throws a sentence that says what to do when the browser is missing. */
export async function expectBrowser(name: BrowserName): Promise<string> {
  const path = await findBrowser(name);
  if (path === undefined) {
    throw new Error(`No ${name} was found. Install it, or say where it is in the variable ${places[name].variable}.`);
  }
  return path;
}

function programs(folder: string, file: string): string[] {
  return process.platform === 'win32' ? [join(folder, `${file}.exe`)] : [join(folder, file)];
}

function failNamed(variable: string, path: string): never {
  throw new Error(`${variable} names ${path}, which is not a program that can be run.`);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
