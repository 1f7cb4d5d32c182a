import type { Binding } from '../core/binding.ts';
import { bindingOfToday } from '../core/binding-of-today.ts';
import type { DpopKey } from '../core/dpop-key.ts';
import type { Trace } from '../core/exchange.ts';
import type { Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { profileOfToday } from '../core/profile-of-today.ts';
import type { SigningKey } from '../core/signing-key.ts';
import type { StoredDraft } from '../core/stored-draft.ts';
import type { Token } from '../core/token.ts';
import { activityStore } from './activity-store.ts';
import { alarm } from './alarm.ts';
import { badge } from './badge.ts';
import { bridges } from './bridges.ts';
import { tellChange } from './changes.ts';
import { hosts } from './hosts.ts';
import { identityWindow } from './identity-window.ts';
import { lastingDatabase } from './lasting-database.ts';
import { ownRequests } from './own-requests.ts';
import { packKeys, unpackKeys } from './packed-keys.ts';
import { pageScripts } from './page-scripts.ts';
import { preflights } from './preflights.ts';
import { createRecordStore } from './record-store.ts';
import { requestProofs } from './request-proofs.ts';
import { requestRules } from './request-rules.ts';
import { session } from './session.ts';
import { createSessionShelf } from './session-shelf.ts';
import { tabWindow } from './tab-window.ts';
import { tabs } from './tabs.ts';
import { createVault } from './vault.ts';
import { wait } from './wait.ts';

/** Everything that features ask for, done by this browser. `onGone` hears when somebody has deleted what was stored. */
export function createPorts(onGone: () => void = () => undefined): Ports {
  const database = lastingDatabase(async (isDeleted) => {
    vault.recall();
    if (!isDeleted) return;
    await session.setEmptied(true);
    tellChange();
    onGone();
  });
  const vault = createVault(database);
  const [profiles, tokens, drafts] = [
    createSessionShelf('profiles'),
    createSessionShelf('tokens'),
    createSessionShelf('drafts'),
  ];
  // What belongs to a profile that is never written to disk isn't either.
  const isOfSession = async ({ profileId = '' }: { profileId?: string }) =>
    (await profiles.has(profileId)) || drafts.has(profileId);
  const keys = { pack: packKeys, unpack: unpackKeys };
  return {
    profiles: createRecordStore<Profile>('profiles', database, vault, {
      toToday: profileOfToday,
      isForSession: ({ sessionOnly = false }) => sessionOnly,
    }),
    tokens: createRecordStore<Token>('tokens', database, vault, { isForSession: isOfSession }),
    logins: createRecordStore<Login>('logins', database, vault, { isForSession: isOfSession }),
    bindings: createRecordStore<Binding>('bindings', database, vault, {
      toToday: bindingOfToday,
      isForSession: ({ tokenId }) => tokens.has(tokenId),
    }),
    drafts: createRecordStore<StoredDraft>('drafts', database, vault, {
      isForSession: ({ sessionOnly = false, id }) => sessionOnly || profiles.has(id),
    }),
    traces: createRecordStore<Trace>('traces', database, vault, { isForSession: isOfSession }),
    keys: createRecordStore<SigningKey>('signingKeys', database, vault, keys),
    dpopKeys: createRecordStore<DpopKey>('dpopKeys', database, vault, { ...keys, isForSession: isOfSession }),
    vault,
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
