import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Target } from 'puppeteer';
import { inject, vi } from 'vitest';
import type { FailureRecord } from '../../../src/core/failure.ts';
import { emptyDraft, type ProfileDraft } from '../../../src/core/profile-draft.ts';
import type { Snapshot, TokenView } from '../../../src/core/snapshot.ts';
import type { OwnMessages, PageWork } from '../../../src/messages.ts';
import { type Place, workbenchLink } from '../../../src/ui/place.ts';
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  startAuthorizationServer,
} from '../../support/authorization-server.ts';
import { type BrowserName, launchBrowser, type RunningBrowser } from '../../support/browsers.ts';
import { click } from '../../support/by-hand.ts';
import { type DemoApi, startDemoApi } from '../../support/demo-api.ts';
import { openPopup } from '../../support/open-popup.ts';
import { type PromotedExtension, promoteHosts } from '../../support/promote-hosts.ts';
import { patience } from './patience.ts';
import { updateExtension } from './update-extension.ts';

export const browserName = process.env.TOKENDOCK_BROWSER as BrowserName;

type Asked = OwnMessages & PageWork;

export type Tokendock = {
  running: RunningBrowser;
  server: AuthorizationServer;
  api: DemoApi;
  /** A page of the extension that stays open behind the others: what is asked of the extension's APIs is asked there. */
  own: Page;
  /** Opens a page under test, in front. */
  openPage(url: string): Promise<Page>;
  /** Opens the popup over the page in front. */
  openPopup(): Promise<Page>;
  /** Opens the workbench in a tab in front. */
  openWorkbench(place?: Place): Promise<Page>;
  /** Has something done as the popup does; for set-up, where a test is about something else. */
  send<Type extends keyof Asked>(
    type: Type,
    data: Parameters<Asked[Type]>[0],
  ): Promise<Awaited<ReturnType<Asked[Type]>>>;
  status(): Promise<Snapshot>;
  /** Puts another build in the place of the one that runs, as an update does. */
  update(build: string): Promise<void>;
  /** Closes the browser and starts it again (only with `keepsProfile`). */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export type TokendockOptions = AuthorizationServerOptions & {
  /** `asked`: the build as it is, to which the browser has granted no host. Granted unless told otherwise. */
  hosts?: 'granted' | 'asked';
  /** The demo API speaks HTTP/2, and HTTP/1.1 otherwise. */
  http2?: boolean;
  acceptInsecureCerts?: boolean;
  /** Chromium: its profile outlives it. */
  keepsProfile?: boolean;
  /** How many bytes the browser gives to Tokendock, in Chromium from `limitStorage` on. */
  room?: number;
  /** Another build than today's. */
  build?: string;
};

/** A browser with the production build, an authorization server that knows its redirect URI, and the demo API. */
export async function openTokendock({
  hosts,
  http2 = false,
  acceptInsecureCerts = http2,
  build = inject('extension'),
  keepsProfile = false,
  room,
  ...options
}: TokendockOptions = {}): Promise<Tokendock> {
  const extension = await (hosts === 'asked' ? asBuilt() : promoteHosts(build));
  const server = await startAuthorizationServer(options);
  const api = await startDemoApi({ issuer: server.issuer, http2 });
  const profile = keepsProfile
    ? { folder: await mkdtemp(join(tmpdir(), 'tokendock-profile-')), uuid: randomUUID() }
    : undefined;
  const launch = () =>
    launchBrowser(browserName, {
      extension: extension.path,
      acceptInsecureCerts,
      proxy: inject('proxy'),
      ...(profile && { profile }),
      ...(room && { room }),
    });
  let running = await launch();
  let own = await openOwn(running, extension.path);
  const send: Tokendock['send'] = (type, data) => own.evaluate(tell, { type, data }) as never;
  const status = () => send('status.read', {});
  await server.addRedirectUri((await status()).identityRedirectUri);
  return {
    get running() {
      return running;
    },
    server,
    api,
    get own() {
      return own;
    },
    send,
    status,
    async openPage(url) {
      const page = await running.browser.newPage();
      await page.goto(url);
      await page.bringToFront();
      return page;
    },
    openPopup: () => openPopup(running),
    async openWorkbench(place) {
      const page = await running.openExtensionPage(place ? workbenchLink(place).slice(1) : 'workbench.html');
      await page.bringToFront();
      await page.setViewport({ width: 1280, height: 900 });
      await page.waitForSelector('main');
      return page;
    },
    async update(next) {
      const promoted = await promoteHosts(next);
      await rm(extension.path, { recursive: true });
      await cp(promoted.path, extension.path, { recursive: true });
      await promoted.remove();
      await updateExtension(running, own, extension.path);
      own = await openOwn(running, extension.path);
    },
    async restart() {
      await running.close();
      running = await launch();
      own = await openOwn(running, extension.path);
    },
    async close() {
      await running.close();
      if (profile) await rm(profile.folder, { recursive: true, force: true, maxRetries: 5 });
      await Promise.all([server.close(), api.close(), extension.remove()]);
    },
  };
}

/** A page of the extension in which its work can be asked for. */
async function openOwn(running: RunningBrowser, path: string): Promise<Page> {
  const own = await running.openExtensionPage('popup.html');
  const chunks = (await readdir(`${path}/chunks`)).filter((name) => /^(popup|page|activity)-work-/.test(name));
  // As a text: the test runner would take this import for one of its own.
  await own.evaluate(
    `Promise.all(${JSON.stringify(chunks)}.map((name) => import('/chunks/' + name)))
      .then((all) => { globalThis.ownWork = Object.assign({}, ...all.flatMap((each) => Object.values(each))); })`,
  );
  return own;
}

async function asBuilt(): Promise<PromotedExtension> {
  return { path: inject('extension'), remove: () => Promise.resolve() };
}

/** The form of a profile for the test's authorization server. */
export function draftFor(server: AuthorizationServer, more: Partial<ProfileDraft> = {}): ProfileDraft {
  return {
    ...emptyDraft('petstore'),
    name: 'Petstore',
    issuer: server.issuer,
    client_id: 'tester',
    scope: 'openid profile pets:read',
    ...more,
  };
}

/** The same, asking for the user each time. */
export function signInAgain(server: AuthorizationServer): ProfileDraft {
  return draftFor(server, {
    parameters: [{ name: 'prompt', value: 'login consent', stage: 'authorize', place: 'query', on: true }],
  });
}

/** The form of a profile that gets its tokens without a window. */
export function machineDraftFor(server: AuthorizationServer, more: Partial<ProfileDraft> = {}): ProfileDraft {
  return draftFor(server, {
    id: 'machine',
    name: 'Billing job',
    grant_type: 'client_credentials',
    client_id: 'machine',
    client_secret: 'machine-secret',
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'pets:read',
    ...more,
  });
}

/** Gets a token of this user for a profile, as a tester would; returns it as the popup shows it. */
export async function getToken(dock: Tokendock, user: string, draft = draftFor(dock.server)): Promise<TokenView> {
  await dock.send('profile.save', draft);
  const known = new Set((await dock.status()).profiles.flatMap(({ tokens }) => tokens.map(({ id }) => id)));
  const opened = signInWindow(dock);
  const started = dock
    .send('login.start', { profileId: draft.id })
    .catch(() => 'a test that failed closes the browser');
  const window = await opened;
  await signIn(window, user);
  const token = await vi.waitUntil(
    async () => {
      const profile = (await dock.status()).profiles.find(({ id }) => id === draft.id);
      if (profile?.login?.failure) throw new Error(JSON.stringify(profile.login.failure));
      return profile?.tokens.find(({ id }) => !known.has(id));
    },
    { timeout: 15_000 },
  );
  await started;
  await signInWindowIsGone(dock, window);
  return token;
}

/** Presses “Get token”, and signs in and consents as this user, whoever was signed in at the server before. */
export async function signInByHand(dock: Tokendock, page: Page, user: string): Promise<void> {
  await dock.server.endSessions();
  const opened = signInWindow(dock);
  await page.bringToFront();
  await click(page, 'Get token');
  const window = await opened;
  await signIn(window, user);
  await signInWindowIsGone(dock, window);
  await page.bringToFront();
}

/** Firefox opens new tabs in a window that is closing, and brings none to the front while another one closes. */
export async function signInWindowIsGone({ own }: Tokendock, window: Page): Promise<void> {
  await vi.waitUntil(() => window.isClosed(), patience);
  const isGone = () =>
    (globalThis as unknown as { chrome: { windows: { getAll(): Promise<unknown[]> } } }).chrome.windows
      .getAll()
      .then(({ length }) => length === 1);
  await vi.waitUntil(() => own.evaluate(isGone), patience);
}

/** Why the login of the only profile failed, once it has. */
export async function loginFailure(dock: Tokendock): Promise<FailureRecord> {
  return vi.waitUntil(async () => (await dock.status()).profiles[0]?.login?.failure, { timeout: 15_000 });
}

/** The next window or tab in which the authorization server asks for the user, once it is there. */
export async function signInWindow({ running, server }: Tokendock): Promise<Page> {
  const earlier = new Set(running.browser.targets());
  const isIt = (each: Target) => !earlier.has(each) && each.url().startsWith(`${server.issuer}/`);
  const target = await running.browser.waitForTarget(isIt);
  const page = await target.page();
  if (!page) throw new Error('the sign-in window has no page');
  return page;
}

/** The workbench at the place that a link has opened it at. Firefox lets nobody control such a tab, so it is opened once more. */
export async function linkedWorkbench({ own, running }: Tokendock): Promise<Page> {
  const find = () =>
    (globalThis as unknown as { chrome: { tabs: { query(about: object): Promise<{ url?: string }[]> } } }).chrome.tabs
      .query({})
      .then((tabs) => tabs.find(({ url }) => url?.includes('/workbench.html'))?.url);
  const url = new URL(await vi.waitUntil(() => own.evaluate(find), patience));
  const page = await running.openExtensionPage(`${url.pathname}${url.hash}`.slice(1));
  await page.bringToFront();
  return page;
}

/** Signs in and answers the consent page. */
export async function signIn(page: Page, user: string, consent: 'allow' | 'deny' = 'allow'): Promise<void> {
  await (await page.waitForSelector(`button[value=${user}]`))?.click();
  await (await page.waitForSelector(`button[name=consent][value=${consent}]`))?.click();
}

async function tell({ type, data }: { type: string; data: unknown }): Promise<unknown> {
  const { ownWork } = globalThis as unknown as { ownWork: Record<string, (data: unknown) => unknown> };
  if (ownWork[type]) return ownWork[type](data);
  const runtime = (
    globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: unknown): Promise<{ answer?: unknown; failure?: FailureRecord }> } };
    }
  ).chrome.runtime;
  const { answer, failure } = await runtime.sendMessage({ type, data });
  if (failure) throw new Error(JSON.stringify(failure));
  return answer;
}
