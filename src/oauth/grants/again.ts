import type { JWKSCacheInput } from 'oauth4webapi';

/** What a grant needs that is asked again to renew a token, or that can be cancelled. `keys` is the server's, once they are known. */
export type Again = { abort?: AbortSignal | undefined; dpopKeyId?: string | undefined; keys?: JWKSCacheInput };
