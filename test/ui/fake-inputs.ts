import { configure } from '@testing-library/preact';
import { plainBinding } from '../../src/core/binding.ts';
import type { ProfileDraft } from '../../src/core/profile-draft.ts';
import { emptyDraft } from '../../src/core/profile-draft.ts';
import type { BindingView, LoginView, ProfileView, Snapshot, TabView, TokenView } from '../../src/core/snapshot.ts';
import type { OwnMessages, PageWork } from '../../src/messages.ts';
import type { CurrentTab, Send, UiInputs } from '../../src/ui/inputs.ts';

type Asked = OwnMessages & PageWork;
type Answers = { [Type in keyof Asked]?: (data: Parameters<Asked[Type]>[0]) => unknown };

// On a busy machine what a test looks for comes late, and is right all the same.
configure({ asyncUtilTimeout: 10_000 });

export const now = Date.UTC(2026, 0, 15, 12);

/** A world that the UI can be tried in: what it sent is a list, what the background answers can be changed at any time. */
export function fakeInputs(snapshot: Partial<Snapshot> = {}) {
  const listeners = new Set<() => void>();
  const world = {
    snapshot: aSnapshot(snapshot),
    tab: { tabId: 7, windowId: 3, url: 'https://app.acme.dev/pets' } as CurrentTab | undefined,
    now,
    /** Everything that left the UI, in order. */
    log: [] as [string, unknown][],
    copied: [] as string[],
    /** The form that the popup was closed on: the first, unless told otherwise. */
    openForm: undefined as string | undefined,
    /** What the browser's question for hosts is answered with. */
    hosts: async (): Promise<boolean> => true,
    answers: {} as Answers,
    /** Something changed in the background. */
    tell: () => {
      for (const listener of listeners) listener();
    },
    sent: (type: keyof Asked) => world.log.filter(([sent]) => sent === type).map(([, data]) => data),
    asked: () => world.log.filter(([sent]) => sent === 'hosts').map(([, hosts]) => hosts),
  };
  let ids = 0;
  const send = async (type: keyof Asked, data: unknown) => {
    world.log.push([type, data]);
    const answer = world.answers[type] as ((data: unknown) => unknown) | undefined;
    if (answer) return answer(data);
    return type === 'status.read' ? world.snapshot : undefined;
  };
  const inputs: UiInputs = {
    send: send as Send,
    requestHosts: (hosts) => {
      world.log.push(['hosts', hosts]);
      return world.hosts();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    copyText: async (text) => void world.copied.push(await text),
    currentTab: async () => world.tab,
    reloadTab: async (tabId) => void world.log.push(['reload', tabId]),
    openForm: {
      read: () => world.openForm ?? world.snapshot.drafts[0]?.id,
      write: (id) => {
        world.openForm = id;
      },
    },
    leave: () => void world.log.push(['leave', undefined]),
    now: () => world.now,
    randomId: () => `new-${++ids}`,
  };
  return { inputs, world };
}

function aSnapshot(patch: Partial<Snapshot> = {}): Snapshot {
  return {
    profiles: [],
    tab: aTab(),
    bindings: [],
    drafts: [],
    identityRedirectUri: 'https://abcdefghijklmnop.chromiumapp.org/',
    lockable: false,
    ...patch,
  };
}

export function aTab(patch: Partial<TabView> = {}): TabView {
  const url = 'https://app.acme.dev/pets';
  return { tabId: 7, windowId: 3, url, bindingId: undefined, needsReload: false, activity: undefined, ...patch };
}

export function aProfile(patch: Partial<ProfileView> = {}): ProfileView {
  return {
    id: 'petstore',
    name: 'Petstore, staging',
    description: '',
    host: 'id.acme.dev',
    grant_type: 'authorization_code',
    scope: ['openid', 'pets:read'],
    hosts: ['https://id.acme.dev/*'],
    isPublic: true,
    registered: false,
    integration: '',
    shared: false,
    sessionOnly: false,
    pastedOnly: false,
    checkHosts: ['https://id.acme.dev/*'],
    tokens: [],
    login: undefined,
    ...patch,
  };
}

export function aToken(patch: Partial<TokenView> = {}): TokenView {
  return {
    id: 'token-alice',
    label: 'alice',
    user: { sub: '1', name: 'alice' },
    scope: ['pets:read', 'pets:write'],
    api: undefined,
    obtainedAt: now - 13 * 60_000,
    expiresAt: now + 47 * 60_000 - 1,
    renewable: true,
    inQuery: undefined,
    revocable: false,
    renewing: false,
    failure: undefined,
    ...patch,
  };
}

export function aLogin(patch: Partial<LoginView> = {}): LoginView {
  const begun = { startedAt: now - 3000, stepAt: now - 3000 };
  return {
    id: 'login',
    step: 'signing_in',
    ...begun,
    host: 'id.acme.dev',
    device: undefined,
    failure: undefined,
    ...patch,
  };
}

export function aBinding(patch: Partial<BindingView> = {}): BindingView {
  return {
    id: 'binding',
    tokenId: 'token-alice',
    api: ['https://api.acme.dev/*'],
    pages: ['https://app.acme.dev/*'],
    ...plainBinding,
    createdAt: now,
    order: 1,
    profileId: 'petstore',
    profileName: 'Petstore, staging',
    label: 'alice',
    hosts: ['https://api.acme.dev/*', 'https://app.acme.dev/*'],
    permitted: true,
    notRuled: [],
    lacks: [],
    replacing: [],
    ...patch,
  };
}

export function aDraft(patch: Partial<ProfileDraft> = {}): ProfileDraft {
  return { ...emptyDraft('petstore'), name: 'Petstore, staging', issuer: 'https://id.acme.dev', ...patch };
}
