import { failureRecord } from '../core/failure.ts';
import { hasFrontChannel, isRepeatable } from '../core/grant-type.ts';
import { type Demand, type Login, moveLogin } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { authorizationUrl, newProof, newState } from '../oauth/authorization-request.ts';
import { discover } from '../oauth/discover.ts';
import { createDpopKey } from '../oauth/dpop.ts';
import { requestBackchannel } from '../oauth/grants/ciba.ts';
import { requestDeviceCode } from '../oauth/grants/device-code.ts';
import { canDoWithoutMetadata, needsDiscovery, serverHosts } from '../oauth/server.ts';
import { asWanted } from './as-wanted.ts';
import { cancelLogin } from './cancel-login.ts';
import { expectProfile } from './expect.ts';
import { finishLogin, requestToken } from './finish-login.ts';
import { expectWanted, loginPart, putStep } from './login-part.ts';
import { pollToken } from './poll-token.ts';
import { once } from './running.ts';
import { traceAuthorization, tracedLogin } from './traces.ts';

/**
 * Begins to get a token for a profile, with what an API demands beyond its settings. An earlier login of the same profile ends. Resolves
 * when there is a token or a failure.
 */
export async function startLogin(profileId: string, ports: Ports, demand: Partial<Demand> = {}): Promise<void> {
  // Two clicks at once are one login.
  const id = await once(`start ${profileId}`, async () => {
    await expectProfile(profileId, ports);
    for (const earlier of await ports.logins.list()) {
      if (earlier.profileId === profileId) await cancelLogin(earlier.id, ports);
    }
    const now = ports.now();
    const begun = { startedAt: now, step: 'asking_permission', stepAt: now } as const;
    const login: Login = { id: newState(), profileId, ...begun, ...demand };
    await ports.logins.put(login);
    ports.changes.tell();
    return login.id;
  });
  await continueLogin(id, ports);
}

/** Goes on with a login that waits for a permission; does nothing while the browser has not granted it. */
export function continueLogin(id: string, ports: Ports): Promise<void> {
  const work = async (abort: AbortSignal) => {
    const login = await ports.logins.get(id);
    if (login?.step !== 'asking_permission') return;
    const profile = await expectProfile(login.profileId, ports);
    if (!(await ports.hosts.granted(serverHosts(profile)))) return;
    await begin(await putStep(moveLogin(login, 'preparing', ports.now()), abort, ports), profile, abort, ports);
  };
  return loginPart('begin', id, work, ports);
}

async function begin(login: Login, found: Profile, abort: AbortSignal, ports: Ports): Promise<void> {
  const profile = needsDiscovery(found)
    ? await tracedLogin(login, found, ports, (asking) => learnServer(found, asking))
    : found;
  if (!(await ports.hosts.granted(serverHosts(profile)))) {
    await putStep(moveLogin(login, 'asking_permission', ports.now()), abort, ports);
    return;
  }
  if (!hasFrontChannel(profile.grant_type)) {
    if (isRepeatable(profile.grant_type))
      return requestToken(await putStep(moveLogin(login, 'requesting', ports.now()), abort, ports), ports);
    return waitForUser(login, profile, abort, ports);
  }
  return profile.redirect.by === 'tab'
    ? signInByTab(login, profile, profile.redirect.redirect_uri, abort, ports)
    : signInByIdentity(login, profile, abort, ports);
}

/** The user confirms elsewhere: what is waited for is stored before anybody waits. */
async function waitForUser(login: Login, profile: Profile, abort: AbortSignal, ports: Ports): Promise<void> {
  const request = profile.grant_type === 'urn:openid:params:grant-type:ciba' ? requestBackchannel : requestDeviceCode;
  const waiting = await tracedLogin(login, profile, ports, (asking) => request(profile, asking, abort));
  // One key for all questions: each is answered for the key that it came with.
  const key = profile.dpop ? await createDpopKey(profile, ports) : undefined;
  const more = { waiting, ...(key && { dpopKeyId: key.id }) };
  await putStep(moveLogin(login, 'waiting_for_user', ports.now(), more), abort, ports);
  await pollToken(login.id, ports);
}

async function signInByIdentity(login: Login, profile: Profile, abort: AbortSignal, ports: Ports): Promise<void> {
  const redirectUri = ports.identityWindow.redirectUri();
  const { proof, url } = await authorization(login, profile, redirectUri, abort, ports);
  const waiting = await putStep(moveLogin(login, 'signing_in', ports.now(), proof), abort, ports);
  await traceAuthorization(login.id, url, profile, ports);
  try {
    const callback = await ports.identityWindow.open(url, abort);
    await finishLogin(login.id, { url: callback }, ports);
  } catch (error) {
    // When the callback was heard elsewhere first, the closing of the window is no news.
    if ((await ports.logins.get(login.id))?.step !== 'signing_in') return;
    // Chromium closes its window on a page with an error. In a tab the tester reads what the server says.
    if (failureRecord(error).code !== 'server_unreachable') throw error;
    await goByTab(waiting, url, abort, ports);
  }
}

async function signInByTab(
  login: Login,
  profile: Profile,
  redirectUri: string,
  abort: AbortSignal,
  ports: Ports,
): Promise<void> {
  const { proof, url } = await authorization(login, profile, redirectUri, abort, ports);
  await goByTab(moveLogin(login, 'signing_in', ports.now(), proof), url, abort, ports, () =>
    traceAuthorization(login.id, url, profile, ports),
  );
}

/** What protects the login, and where the user is sent. */
async function authorization(login: Login, profile: Profile, redirectUri: string, abort: AbortSignal, ports: Ports) {
  const proof = await newProof(profile, redirectUri, ports);
  const url = await tracedLogin({ ...login, ...proof }, profile, ports, (asking) =>
    authorizationUrl(asWanted(profile, login.wanted), login.id, proof, asking, abort),
  );
  return { proof, url };
}

async function goByTab(
  login: Login,
  url: string,
  abort: AbortSignal,
  ports: Ports,
  stored: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { tabId, fromTabId } = await ports.tabWindow.prepare(login.redirect_uri ?? '');
  try {
    await putStep({ ...login, tabId, ...(fromTabId !== undefined && { fromTabId }) }, abort, ports);
    await stored();
    await ports.tabWindow.go(tabId, url);
    expectWanted(abort);
  } catch (error) {
    await ports.tabWindow.close(tabId, fromTabId);
    throw error;
  }
}

/** Discovers the server and keeps what it says with the profile. Typed endpoints carry on when discovery fails. */
async function learnServer(profile: Profile, ports: Ports): Promise<Profile> {
  try {
    const metadata = await discover(profile.issuer ?? '', ports.fetch);
    const isOfIssuer = ({ issuer }: Profile) => issuer === profile.issuer;
    await ports.profiles.change(profile.id, (now) => (isOfIssuer(now) ? { ...now, metadata } : now));
    const current = await expectProfile(profile.id, ports);
    return isOfIssuer(current) ? current : learnServer(current, ports);
  } catch (error) {
    if (canDoWithoutMetadata(profile)) return profile;
    throw error;
  }
}
