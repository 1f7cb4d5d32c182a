import type { Callback, Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import { mayAnswer } from '../oauth/callback-parameters.ts';
import { finishLogin } from './finish-login.ts';
import { isAt } from './is-at.ts';

/**
 * A navigation goes to some URL: is it the redirect URI of a login in this tab? If so the login is finished with it. Returns
 * whether the navigation has to be stopped, so that the code never reaches the app that lives there.
 */
export async function hearTabCallback(tabId: number, callback: Callback, ports: Ports): Promise<boolean> {
  const login = (await signingIn(ports)).find((each) => each.tabId === tabId);
  if (!login || !isAt(callback.url, login.redirect_uri ?? '')) return false;
  // Its failures stand in the login; a storage that can't even keep those leaves the login as it is.
  void finishLogin(login.id, callback, ports).catch(() => undefined);
  return true;
}

/**
 * A window goes to the redirect URI of the identity window, or could not get there. The window's own promise may have died with an
 * earlier background; then nobody else closes it. Returns whether it was the answer to a login.
 */
export async function hearIdentityCallback(tabId: number, url: string, ports: Ports): Promise<boolean> {
  if (!isAt(url, ports.identityWindow.redirectUri())) return false;
  const login = (await signingIn(ports)).find(
    (each) => mayAnswer({ url }, each.id) && (each.tabId === undefined || each.tabId === tabId),
  );
  if (!login) return false;
  await finishLogin(login.id, { url }, ports);
  await ports.tabWindow.close(tabId, undefined);
  return true;
}

async function signingIn(ports: Ports): Promise<Login[]> {
  return (await ports.logins.list()).filter((login) => login.step === 'signing_in');
}
