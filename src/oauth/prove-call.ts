import * as oauth from 'oauth4webapi';
import type { DpopKey } from '../core/dpop-key.ts';
import { dpopHandle } from './dpop.ts';

/** The handles by key, each with the last nonce of every API: without them one more call is answered with a nonce. */
const handles = new Map<string, oauth.DPoPHandle>();

function handleOf(key: DpopKey): oauth.DPoPHandle {
  const handle = handles.get(key.id) ?? dpopHandle({ client_id: 'none' }, key);
  handles.set(key.id, handle);
  return handle;
}

/** The proof of one call to an API with a token that is bound to this key (RFC 9449, section 4.2): the value of its `DPoP` header. */
export async function proveCall(
  key: DpopKey,
  access_token: string,
  { method, url }: { method: string; url: string },
): Promise<string> {
  const sent = Promise.withResolvers<Record<string, string>>();
  await ask(key, access_token, method, url, async (headers) => {
    sent.resolve(headers);
    return new Response();
  });
  return (await sent.promise).dpop ?? '';
}

/** Takes the nonce that an API gave (RFC 9449, section 8.2) for the proofs of the next calls to it. */
export async function learnNonce(key: DpopKey, url: string, nonce: string): Promise<void> {
  await ask(key, 'none', 'GET', url, async () => new Response(null, { headers: { 'dpop-nonce': nonce } }));
}

/** What oauth4webapi would send, answered by us: pages send their calls themselves. */
async function ask(
  key: DpopKey,
  access_token: string,
  method: string,
  url: string,
  answer: (headers: Record<string, string>) => Promise<Response>,
): Promise<void> {
  await oauth.protectedResourceRequest(access_token, method, new URL(url), undefined, null, {
    DPoP: handleOf(key),
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (_, { headers }) => answer(headers),
  });
}
