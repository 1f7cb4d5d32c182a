import { bindingHosts, bindingsFor } from '../core/binding.ts';
import { draftOfToday } from '../core/draft-of-today.ts';
import type { Login, Waiting } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
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
import { isRevocable, serverHost, serverHosts } from '../oauth/server.ts';
import { apiOfToken } from './api-of-token.ts';
import { checkHosts } from './check-hosts.ts';
import { profilesInOrder } from './profiles-in-order.ts';
import { tokenLabel } from './token-label.ts';
import { youngestFirst } from './youngest-first.ts';

/** All that the popup shows, in one reading, without any token's text. What only the background knows it is asked for. */
export async function readStatus(
  tab: { tabId?: number; url?: string },
  ports: Ports,
  askBackground: () => Promise<BackgroundStatus>,
): Promise<Snapshot> {
  const [profiles, tokens, logins, { renewing, drafts }] = await Promise.all([
    profilesInOrder(ports),
    ports.tokens.list(),
    ports.logins.list(),
    askBackground(),
  ]);
  const bindings = await bindingViews(profiles, tokens, ports);
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
    identityRedirectUri: ports.identityWindow.redirectUri(),
  };
}

function tokenView(token: Token, profile: Profile, tokens: readonly Token[]): Omit<TokenView, 'renewing'> {
  return {
    id: token.id,
    label: tokenLabel(token, profile, tokens),
    user: token.user,
    scope: token.scope,
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
  for (const { createdAt: _, ...binding } of (await ports.bindings.list()).sort((a, b) => b.createdAt - a.createdAt)) {
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
    });
  }
  return views;
}

async function tabView(
  { tabId, url }: { tabId?: number; url?: string },
  views: readonly BindingView[],
  ports: Ports,
): Promise<TabView | undefined> {
  if (tabId === undefined) return undefined;
  const stored = (await ports.bindings.list()).map((binding) => ({ ...binding, enabled: true }));
  const here = url === undefined ? [] : bindingsFor(stored, { tabId, url });
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
  return { tabId, url, bindingId: winner?.id, needsReload, activity: await ports.activity.read(tabId) };
}
