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
import { inPage } from '../../src/platform/in-page.ts';
import { ownVersion } from '../../src/platform/own-version.ts';
import { freshen } from './freshen.ts';
import { ports } from './page-ports.ts';
import type { ActivityWork, PopupWork, TransferWork, VaultWork, WebhookWork, Work } from './work.ts';

type PageOnly = Exclude<keyof PageWork, ActivityWork | PopupWork | TransferWork | VaultWork | WebhookWork>;

/** All that speaks OAuth or holds keys. */
export const pageWork = inPage<Work<PageOnly>>(
  {
    'profile.preview': (draft, ports) => previewProfile(draft, ports),
    'server.discover': ({ issuer }, ports) => discover(issuer, ports.fetch),
    'server.ofApi': ({ url }, ports) => serversOfApi(url, ports.fetch),
    'client.register': ({ draft, initialAccessToken }, ports) => registerClient(draft, initialAccessToken, ports),
    'client.read': ({ id }, ports) => readClient(id, ports),
    'client.update': ({ id }, ports) => updateClient(id, ports),
    'client.delete': ({ id }, ports) => deleteClient(id, ports),
    'key.list': (_, ports) => listKeys(ports),
    'key.create': ({ alg }, ports) => createKey(alg, ports),
    'key.import': ({ text, alg }, ports) => importKey(text, alg, ports),
    'key.delete': ({ id }, ports) => deleteKey(id, ports),
    'token.view': ({ id }, ports) => viewToken(id, ports),
    'token.userInfo': ({ id }, ports) => askUserInfo(id, ports, freshen),
    'token.introspect': ({ id }, ports) => introspectToken(id, ports),
    'token.check': ({ id }, ports) => checkToken(id, ports),
    'token.paste': (pasted, ports) => pasteToken(pasted, ports),
    'token.logout': ({ id }, ports) => logOut(id, ports),
    'trace.list': ({ profileId }, ports) => readTraces(profileId, ports),
    'trace.clear': ({ profileId }, ports) => clearTraces(profileId, ports),
    'trace.har': ({ profileId }, ports) => harOf(profileId, ownVersion(), ports),
  },
  ports,
);
