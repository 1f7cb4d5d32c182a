import { type Binding, bindingHosts } from '../core/binding.ts';
import { draftOfToday } from '../core/draft-of-today.ts';
import { Failure } from '../core/failure.ts';
import type { Login, Waiting } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import { bindingsFor, scopeOf } from '../core/precedence.ts';
import type { Profile } from '../core/profile.ts';
import type {
  BackgroundStatus,
  BindingView,
  LoginView,
  ProfileView,
  Snapshot,
  TabView,
  TokenView,
} from '../core/snapshot.ts';
import { isRenewable, type Token } from '../core/token.ts';
import type { UrlPattern } from '../core/url-pattern.ts';
import { isRevocable, serverHost, serverHosts } from '../oauth/server.ts';
import { apiOfToken } from './api-of-token.ts';
import { checkHosts } from './check-hosts.ts';
import { lacksOf, replacingOf } from './parts-of.ts';
import { profilesInOrder } from './profiles-in-order.ts';
import { shownScope } from './shown-scope.ts';
import { storageTrouble } from './storage-trouble.ts';
import { tokenLabel } from './token-label.ts';
import { youngestFirst } from './youngest-first.ts';

/** All that the popup shows, in one reading, without any token's text. What only the background knows it is asked for. */
export async function readStatus(
  tab: { tabId?: number; windowId?: number; url?: string },
  ports: Ports,
  askBackground: () => Promise<BackgroundStatus>,
): Promise<Snapshot> {
  // Why nothing can be opened is told first: that of another version is not locked.
  const lockable = await ports.vault.isLockable();
  if (await ports.vault.isLocked()) throw new Failure('vault_locked');
  const [profiles, tokens, logins, { renewing, drafts }] = await Promise.all([
    profilesInOrder(ports),
    ports.tokens.list(),
    ports.logins.list(),
    askBackground(),
  ]);
  const bindings = await bindingViews(profiles, tokens, ports);
  const trouble = await storageTrouble(ports);
  const tokensOf = Map.groupBy(tokens, ({ profileId }) => profileId);
  return {
    profiles: profiles.map((profile): ProfileView => {
      const login = logins.find((each) => each.profileId === profile.id);
      const own = tokensOf.get(profile.id) ?? [];
      return {
        id: profile.id,
        name: profile.name,
        description: profile.description,
        host: serverHost(profile),
        grant_type: profile.grant_type,
        scope: profile.scope,
        hosts: serverHosts(profile),
        isPublic: profile.token_endpoint_auth_method === 'none',
        registered: profile.registration !== undefined,
        integration: profile.integration ?? '',
        shared: profile.shared === true,
        sessionOnly: profile.sessionOnly === true,
        pastedOnly: profile.pastedOnly === true,
        checkHosts: checkHosts(profile),
        tokens: own
          .toSorted((a, b) => a.obtainedAt - b.obtainedAt || Number(!!a.besideId) - Number(!!b.besideId))
          .map((token) => ({ ...tokenView(token, profile, own), renewing: renewing.includes(token.id) })),
        login: login && loginView(login, profile),
      };
    }),
    tab: await tabView(tab, bindings, ports),
    bindings,
    drafts: drafts.sort(youngestFirst).flatMap((draft) => draftOfToday(draft) ?? []),
    ...(trouble && { trouble }),
    identityRedirectUri: ports.identityWindow.redirectUri(),
    lockable,
  };
}

function tokenView(token: Token, profile: Profile, tokens: readonly Token[]): Omit<TokenView, 'renewing'> {
  return {
    id: token.id,
    label: tokenLabel(token, profile, tokens),
    user: token.user,
    scope: shownScope(token, profile),
    api: apiOfToken(token, profile),
    obtainedAt: token.obtainedAt,
    expiresAt: token.expiresAt,
    renewable: isRenewable(token, profile),
    inQuery: profile.deviations?.use?.query,
    revocable: isRevocable(profile),
    failure: token.renewal?.failure,
  };
}

function loginView({ id, step, startedAt, stepAt, failure, waiting }: Login, profile: Profile): LoginView {
  return { id, step, startedAt, stepAt, failure, host: serverHost(profile), device: waiting && deviceView(waiting) };
}

function deviceView({ user_code, verification_uri, verification_uri_complete, expiresAt }: Waiting) {
  if (user_code === undefined || verification_uri === undefined) return undefined;
  return { user_code, verification_uri, verification_uri_complete, expiresAt };
}

async function bindingViews(
  profiles: readonly Profile[],
  tokens: readonly Token[],
  ports: Ports,
): Promise<BindingView[]> {
  const views: BindingView[] = [];
  for (const binding of (await ports.bindings.list()).sort(byScopeAndOrder)) {
    const token = tokens.find((each) => each.id === binding.tokenId);
    const profile = profiles.find((each) => each.id === token?.profileId);
    if (!token || !profile) continue;
    const hosts = bindingHosts(binding);
    const label = tokenLabel(token, profile, tokens);
    views.push({
      ...binding,
      profileId: profile.id,
      profileName: profile.name,
      label,
      hosts,
      permitted: await ports.hosts.granted(hosts),
      notRuled: await notRuled(binding, ports),
      lacks: lacksOf(binding, token).map(({ name }) => name),
      replacing: replacingOf(binding, token, profile),
    });
  }
  return views;
}

const scopes = ['tab', 'window', 'pattern'];

function byScopeAndOrder(a: Binding, b: Binding): number {
  return scopes.indexOf(scopeOf(a)) - scopes.indexOf(scopeOf(b)) || b.order - a.order || b.createdAt - a.createdAt;
}

async function notRuled({ api, notApi }: Binding, ports: Ports): Promise<UrlPattern[]> {
  const held = await Promise.all([...api, ...notApi].map(ports.requestRules.canHold));
  return [...api, ...notApi].filter((_, index) => !held[index]);
}

async function tabView(
  { tabId, windowId, url }: { tabId?: number; windowId?: number; url?: string },
  views: readonly BindingView[],
  ports: Ports,
): Promise<TabView | undefined> {
  if (tabId === undefined) return undefined;
  const stored = (await ports.bindings.list()).map((binding) => ({ ...binding, enabled: true }));
  const here = url === undefined ? [] : bindingsFor(stored, { tabId, windowId, url });
  const first = (isMeant: (view: BindingView) => boolean) => {
    const meant = new Set(views.filter(isMeant).map(({ id }) => id));
    return here.find(({ id }) => meant.has(id));
  };
  // What goes into the page now; else what would if it were allowed, or switched on.
  const winner =
    first(({ enabled, permitted }) => enabled && permitted) ?? first(({ enabled }) => enabled) ?? first(() => true);
  const view = views.find((each) => each.id === winner?.id);
  const isOn = view?.enabled && view.permitted && view.mode === 'page';
  const needsReload = isOn === true && !(await ports.bridges.isIn(tabId));
  return { tabId, windowId, url, bindingId: winner?.id, needsReload, activity: await ports.activity.read(tabId) };
}
