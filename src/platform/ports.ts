import type { Binding } from '../core/binding.ts';
import { bindingOfToday } from '../core/binding-of-today.ts';
import type { Trace } from '../core/exchange.ts';
import type { Login } from '../core/login.ts';
import { profileOfToday } from '../core/of-version-1.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { StoredDraft } from '../core/stored-draft.ts';
import type { Token } from '../core/token.ts';
import { activityStore } from './activity-store.ts';
import { alarm } from './alarm.ts';
import { badge } from './badge.ts';
import { bridges } from './bridges.ts';
import { tellChange } from './changes.ts';
import { openDatabase } from './database.ts';
import { hosts } from './hosts.ts';
import { identityWindow } from './identity-window.ts';
import { createKeyStore } from './key-store.ts';
import { ownRequests } from './own-requests.ts';
import { pageScripts } from './page-scripts.ts';
import { preflights } from './preflights.ts';
import { createRecordStore } from './record-store.ts';
import { requestProofs } from './request-proofs.ts';
import { requestRules } from './request-rules.ts';
import { session } from './session.ts';
import { tabWindow } from './tab-window.ts';
import { tabs } from './tabs.ts';
import { createVault } from './vault.ts';
import { wait } from './wait.ts';

/** Everything that features ask for, done by this browser. */
export function createPorts(): Ports {
  const database = openDatabase();
  const vault = createVault(database);
  return {
    profiles: createRecordStore<Profile>('profiles', database, vault, profileOfToday),
    tokens: createRecordStore<Token>('tokens', database, vault),
    logins: createRecordStore<Login>('logins', database, vault),
    bindings: createRecordStore<Binding>('bindings', database, vault, bindingOfToday),
    drafts: createRecordStore<StoredDraft>('drafts', database, vault),
    traces: createRecordStore<Trace>('traces', database, vault),
    keys: createKeyStore('signingKeys', database),
    dpopKeys: createKeyStore('dpopKeys', database),
    fetch: ownRequests.fetchSaying(undefined),
    now: () => Date.now(),
    randomId: () => crypto.randomUUID(),
    wait,
    identityWindow,
    tabWindow,
    hosts,
    pageScripts,
    preflights,
    requestProofs,
    requestRules,
    bridges,
    tabs,
    badge,
    activity: activityStore,
    ownRequests,
    session,
    alarm,
    changes: { tell: tellChange },
  };
}
