import type { Header } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import type { BoundCall } from '../core/refusal.ts';
import { isProofBound, type Token } from '../core/token.ts';

/**
 * What a request by hand carries beside a token that is bound to a key: a proof for this method and URL, made now (RFC 9449, section 4.2). It
 * is good once, and as long as the API takes it for fresh. Nothing for other tokens.
 */
export async function proofHeader(
  token: Token,
  call: Pick<BoundCall, 'method' | 'url'>,
  ports: Pick<Ports, 'dpopKeys'>,
): Promise<Header[]> {
  const key = isProofBound(token) && token.dpopKeyId ? await ports.dpopKeys.get(token.dpopKeyId) : undefined;
  if (!key) return [];
  // Few copy such a token, and the popup shall open at once.
  const { proveCall } = await import('../oauth/prove-call.ts');
  return [['DPoP', await proveCall(key, token.access_token, call)]];
}
