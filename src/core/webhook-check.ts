import * as v from 'valibot';

const text = v.string();

/** Where something of a delivery stands: in a header, in the URL's query, or at a path of the JSON (or form) body. */
const place = v.object({ in: v.picklist(['header', 'query', 'body']), name: text });
export type DeliveryPlace = v.InferOutput<typeof place>;

const facts = {
  /** Where the event's type and id stand; absent: the provider names none. */
  eventType: v.optional(place),
  eventId: v.optional(place),
  /** How old a delivery may be, in seconds; absent: its age is not looked at. */
  tolerance: v.optional(v.pipe(v.number(), v.minValue(1))),
};

/** A signature with a shared secret (RFC 2104). */
const hmacCheck = v.object({
  by: v.literal('hmac'),
  hash: v.picklist(['SHA-1', 'SHA-256', 'SHA-512']),
  encoding: v.picklist(['hex', 'base64']),
  /** How the pasted secret becomes the key: its characters, or the bytes that it encodes (what stands before `_` is a mark). */
  secret: v.picklist(['text', 'base64', 'hex']),
  header: text,
  /**
   * How the header reads: `{signature}` and `{timestamp}` stand for what they say, `sha256={signature}`. A header with several parts
   * is split at this text first, and each part is one of the patterns.
   */
  patterns: v.pipe(v.array(text), v.minLength(1)),
  partSeparator: v.optional(text),
  /** Where the time stands if not in that header; in seconds or milliseconds since epoch, or as ISO 8601. */
  timestamp: v.optional(place),
  /**
   * What is signed: `{body}`, `{timestamp}`, `{url}`, `{header:Name}`, any other text as it is; `{sortedParameters}` are names and values
   * of query and form in the names' order, with nothing between, and `{bodyUnlessForm}` is what is left then.
   */
  template: text,
  ...facts,
});
export type HmacCheck = v.InferOutput<typeof hmacCheck>;

/** A signature with the provider's key (RFC 7515), checked with a JWK set (RFC 7517). */
const jwsCheck = v.object({
  by: v.literal('jws'),
  /** The header that holds it; absent: the body is the JWS itself (RFC 8417). */
  header: v.optional(text),
  /** Where the provider publishes its keys. */
  jwks_uri: v.optional(text),
  ...facts,
});
export type JwsCheck = v.InferOutput<typeof jwsCheck>;

/** How the deliveries of a provider are told from false ones. */
export const webhookCheck = v.variant('by', [hmacCheck, jwsCheck]);
export type WebhookCheck = v.InferOutput<typeof webhookCheck>;
