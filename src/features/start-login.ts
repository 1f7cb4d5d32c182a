import { failureRecord } from '../core/failure.ts';
import { failLogin, type Login, moveLogin } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { discover } from '../oauth/discover.ts';
import { authorizationUrl, newProof, newState } from '../oauth/grants/authorization-code.ts';
import { canDoWithoutMetadata, needsDiscovery, serverHosts } from '../oauth/server.ts';
import { cancelLogin } from './cancel-login.ts';
import { expectProfile } from './expect.ts';
import { finishLogin, requestToken } from './finish-login.ts';
import { once } from './running.ts';

/** Begins to get a token for a profile. An earlier login of the same profile ends. Resolves when there is a token or a failure. */
export async function startLogin(profileId: string, ports: Ports): Promise<void> {
  await expectProfile(profileId, ports);
  for (const earlier of await ports.logins.list()) {
    if (earlier.profileId === profileId) await cancelLogin(earlier.id, ports);
  }
  const now = ports.now();
  const login: Login = { id: newState(), profileId, startedAt: now, step: 'asking_permission', stepAt: now };
  await ports.logins.put(login);
  ports.changes.tell();
  await continueLogin(login.id, ports);
}

/** Goes on with a login that waits for a permission; does nothing while the browser has not granted it. */
export function continueLogin(id: string, ports: Ports): Promise<void> {
  return once(`begin ${id}`, async () => {
    const login = await ports.logins.get(id);
    if (login?.step !== 'asking_permission') return;
    try {
      const profile = await expectProfile(login.profileId, ports);
      if (!(await ports.hosts.granted(serverHosts(profile)))) return;
      await begin(await step(moveLogin(login, 'preparing', ports.now()), ports), profile, ports);
    } catch (error) {
      const current = await ports.logins.get(id);
      if (current) await step(failLogin(current, failureRecord(error), ports.now()), ports);
    }
  });
}

async function begin(login: Login, found: Profile, ports: Ports): Promise<void> {
  const profile = needsDiscovery(found) ? await learnServer(found, ports) : found;
  if (!(await ports.logins.get(login.id))) return;
  if (!(await ports.hosts.granted(serverHosts(profile)))) {
    await step(moveLogin(login, 'asking_permission', ports.now()), ports);
    return;
  }
  if (profile.grant_type === 'client_credentials') {
    return requestToken(await step(moveLogin(login, 'requesting', ports.now()), ports), ports);
  }
  return profile.redirect.by === 'tab'
    ? signInByTab(login, profile, profile.redirect.redirect_uri, ports)
    : signInByIdentity(login, profile, ports);
}

async function signInByIdentity(login: Login, profile: Profile, ports: Ports): Promise<void> {
  const proof = newProof(profile, ports.identityWindow.redirectUri());
  const url = await authorizationUrl(profile, login.id, proof);
  await step(moveLogin(login, 'signing_in', ports.now(), proof), ports);
  try {
    const callback = await ports.identityWindow.open(url);
    await finishLogin(login.id, { url: callback }, ports);
  } catch (error) {
    // When the callback was heard elsewhere first, the closing of the window is no news.
    if ((await ports.logins.get(login.id))?.step === 'signing_in') throw error;
  }
}

async function signInByTab(login: Login, profile: Profile, redirectUri: string, ports: Ports): Promise<void> {
  const proof = newProof(profile, redirectUri);
  const url = await authorizationUrl(profile, login.id, proof);
  const tab = await ports.tabWindow.prepare(redirectUri);
  await step(moveLogin(login, 'signing_in', ports.now(), { ...proof, ...defined(tab) }), ports);
  await ports.tabWindow.go(tab.tabId, url);
}

/** Discovers the server and keeps what it says with the profile. Typed endpoints carry on when discovery fails. */
async function learnServer(profile: Profile, ports: Ports): Promise<Profile> {
  try {
    const metadata = await discover(profile.issuer ?? '', ports.fetch);
    const current = await expectProfile(profile.id, ports);
    const learned = { ...current, metadata };
    await ports.profiles.put(learned);
    return learned;
  } catch (error) {
    if (canDoWithoutMetadata(profile)) return profile;
    throw error;
  }
}

async function step(login: Login, ports: Ports): Promise<Login> {
  await ports.logins.put(login);
  ports.changes.tell();
  return login;
}

function defined({ tabId, fromTabId }: { tabId: number; fromTabId: number | undefined }): Partial<Login> {
  return { tabId, ...(fromTabId !== undefined && { fromTabId }) };
}
