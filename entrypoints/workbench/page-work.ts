import { checkToken } from '../../src/features/check-token.ts';
import { pasteToken } from '../../src/features/paste-token.ts';
import { previewProfile } from '../../src/features/preview.ts';
import { readTraces } from '../../src/features/read-traces.ts';
import { deleteClient, readClient, registerClient, updateClient } from '../../src/features/registration.ts';
import { createKey, deleteKey, importKey, listKeys } from '../../src/features/signing-keys.ts';
import { askUserInfo, introspectToken, logOut, viewToken } from '../../src/features/token-details.ts';
import { clearTraces, harOf } from '../../src/features/traces.ts';
import type { PageWork } from '../../src/messages.ts';
import { discover } from '../../src/oauth/discover.ts';
import { serversOfApi } from '../../src/oauth/discover-resource.ts';
import { ownVersion } from '../../src/platform/own-version.ts';
import { freshen } from './freshen.ts';
import { ports } from './page-ports.ts';
import type { ActivityWork, PopupWork, TransferWork, VaultWork, WebhookWork, Work } from './work.ts';

/** All that speaks OAuth or holds keys. */
export const pageWork: Work<
  Exclude<keyof PageWork, ActivityWork | PopupWork | TransferWork | VaultWork | WebhookWork>
> = {
  'profile.preview': (draft) => previewProfile(draft, ports),
  'server.discover': ({ issuer }) => discover(issuer, ports.fetch),
  'server.ofApi': ({ url }) => serversOfApi(url, ports.fetch),
  'client.register': ({ draft, initialAccessToken }) => registerClient(draft, initialAccessToken, ports),
  'client.read': ({ id }) => readClient(id, ports),
  'client.update': ({ id }) => updateClient(id, ports),
  'client.delete': ({ id }) => deleteClient(id, ports),
  'key.list': () => listKeys(ports),
  'key.create': ({ alg }) => createKey(alg, ports),
  'key.import': ({ text, alg }) => importKey(text, alg, ports),
  'key.delete': ({ id }) => deleteKey(id, ports),
  'token.view': ({ id }) => viewToken(id, ports),
  'token.userInfo': ({ id }) => askUserInfo(id, ports, freshen),
  'token.introspect': ({ id }) => introspectToken(id, ports),
  'token.check': ({ id }) => checkToken(id, ports),
  'token.paste': (pasted) => pasteToken(pasted, ports),
  'token.logout': ({ id }) => logOut(id, ports),
  'trace.list': ({ profileId }) => readTraces(profileId, ports),
  'trace.clear': ({ profileId }) => clearTraces(profileId, ports),
  'trace.har': ({ profileId }) => harOf(profileId, ownVersion(), ports),
};
