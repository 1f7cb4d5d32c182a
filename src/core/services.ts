import * as v from 'valibot';
import { webhookCheck } from './webhook-check.ts';

const text = v.string();

/** How a token of a profile is checked, where the tester says so. */
const validation = v.variant('by', [
  /** The server says whether it is active (RFC 7662). */
  v.object({ by: v.literal('introspection') }),
  /** A URL that answers 2xx for a good token. */
  v.object({ by: v.literal('url'), url: text }),
  /** By its signature and times (RFC 7519), with the keys of the server or those at another URL. */
  v.object({ by: v.literal('jwt'), jwks_uri: v.optional(text) }),
]);
export type Validation = v.InferOutput<typeof validation>;

/** What a profile does besides getting tokens. There is no secret in it: those of webhooks are typed for each check. */
export const services = v.object({
  validation: v.optional(validation),
  /** The scopes that the user info endpoint needs by its documentation. */
  userInfoScopes: v.optional(v.array(text)),
  /** How the provider's webhooks are told from false ones, and where their event's type and id stand. */
  webhook: v.optional(webhookCheck),
});
export type Services = v.InferOutput<typeof services>;
