import type { KoaContextWithOIDC } from 'oidc-provider';

/** What stands before the provider and may answer in its place. */
export type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
