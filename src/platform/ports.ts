import type { Binding } from '../core/binding.ts';
import { bindingOfToday } from '../core/binding-of-today.ts';
import type { DpopKey } from '../core/dpop-key.ts';
import type { Trace } from '../core/exchange.ts';
import type { Login } from '../core/login.ts';
import type { Ports, Store } from '../core/ports.ts';
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
import { type LastingDatabase, lastingDatabase } from './lasting-database.ts';
import { ownRequests } from './own-requests.ts';
import { packKeys, unpackKeys } from './packed-keys.ts';
import { pageScripts } from './page-scripts.ts';
import { pageWorks } from './page-works.ts';
import { preflights } from './preflights.ts';
import { createRecordStore, type Place, type RecordStore } from './record-store.ts';
import { requestProofs } from './request-proofs.ts';
import { requestRules } from './request-rules.ts';
import { session } from './session.ts';
import { createSessionShelf } from './session-shelf.ts';
import { tabWindow } from './tab-window.ts';
import { tabs } from './tabs.ts';
import { createVault, type Vault } from './vault.ts';
import { wait } from './wait.ts';

type Stores = Pick<Ports, 'profiles' | 'tokens' | 'logins' | 'bindings' | 'drafts' | 'traces' | 'keys' | 'dpopKeys'>;

/** What features ask for, done by this browser. */
export type BrowserPorts = Omit<Ports, keyof Stores | 'vault'> & {
  [Name in keyof Stores]: Stores[Name] extends Store<infer Entry> ? RecordStore<Entry> : never;
} & { vault: Vault; database: LastingDatabase };

/** Everything that features ask for, done by this browser. `onGone` hears when somebody has deleted what was stored. */
export function createPorts(onGone: () => void = () => undefined): BrowserPorts {
  const database = lastingDatabase(async (isDeleted) => {
    vault.recall();
    if (!isDeleted) return;
    await session.setEmptied(true);
    tellChange();
    onGone();
  });
  const vault = createVault(database);
  const placeIn = (name: 'profiles' | 'drafts' | 'tokens') => {
    const shelf = createSessionShelf(name);
    return async (id: string): Promise<Place> => {
      if (await shelf.has(id)) return 'session';
      return (await (await database).count(name, id)) > 0 ? 'disk' : undefined;
    };
  };
  const [placeOfProfile, placeOfDraft, placeOfToken] = [placeIn('profiles'), placeIn('drafts'), placeIn('tokens')];
  /** What belongs to a profile that is never written to disk isn't either, nor what belongs to one that is gone. */
  const ofProfile = async ({ profileId = '' }: { profileId?: string }) =>
    (await placeOfProfile(profileId)) ?? placeOfDraft(profileId);
  const keys = { pack: packKeys, unpack: unpackKeys };
  return {
    profiles: createRecordStore<Profile>('profiles', database, vault, {
      toToday: profileOfToday,
      place: ({ sessionOnly = false }) => (sessionOnly ? 'session' : 'disk'),
    }),
    tokens: createRecordStore<Token>('tokens', database, vault, { place: ofProfile }),
    logins: createRecordStore<Login>('logins', database, vault, { place: ofProfile }),
    bindings: createRecordStore<Binding>('bindings', database, vault, {
      toToday: bindingOfToday,
      place: ({ tokenId }) => placeOfToken(tokenId),
    }),
    drafts: createRecordStore<StoredDraft>('drafts', database, vault, {
      // A form of a new profile says for itself where it belongs.
      place: async ({ sessionOnly, id }) =>
        sessionOnly ? 'session' : ((await placeOfProfile(id)) ?? (sessionOnly === false ? 'disk' : undefined)),
    }),
    traces: createRecordStore<Trace>('traces', database, vault, { place: ofProfile }),
    keys: createRecordStore<SigningKey>('signingKeys', database, vault, keys),
    dpopKeys: createRecordStore<DpopKey>('dpopKeys', database, vault, { ...keys, place: ofProfile }),
    vault,
    database,
    fetch: ownRequests.fetchSaying(undefined),
    now: () => Date.now(),
    randomId: () => crypto.randomUUID(),
    wait,
    identityWindow,
    tabWindow,
    hosts,
    pageWorks,
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
