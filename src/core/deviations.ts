import * as v from 'valibot';
import { places } from './parameter.ts';
import { type RequestKind, requestKinds } from './request-kind.ts';

const text = v.string();
const texts = v.record(text, text);

/** What becomes of one parameter: another name, another place, or none, another value (a template, see `RequestDeviation.add`). */
const parameterDeviation = v.object({
  name: v.optional(text),
  place: v.optional(v.picklist([...places, 'nowhere'])),
  value: v.optional(text),
});

const requestDeviation = v.object({
  method: v.optional(v.picklist(['GET', 'POST'])),
  /** `form` is what the RFCs say. A template has `{name}` places for parameters; they are escaped as its content type wants. */
  body: v.optional(v.union([v.picklist(['form', 'json', 'multipart']), v.object({ contentType: text, text })])),
  /** By the name that the RFCs give them; `*` for all others. */
  parameters: v.optional(v.record(text, parameterDeviation)),
  /**
   * Further ones, for the kinds that a profile's own parameters don't reach, or with `{client_id}`, `{client_secret}`, `{redirect_uri}`,
   * `{access_token}` (of the token that is renewed), or any parameter of the request in their value.
   */
  add: v.optional(v.array(v.object({ name: text, value: text, place: v.picklist(places) }))),
});
export type RequestDeviation = v.InferOutput<typeof requestDeviation>;

const answerDeviation = v.object({
  /** `ok=true`: a success exactly where the field at this path has this value, whatever the status. */
  success: v.optional(text),
  /** `errcode=40001`, or `errcode` alone: an error where it is there, and not empty, 0 or false. */
  failure: v.optional(text),
  /** The object that the fields stand in: `authed_user`, `data[0]`. What is not in it stands on top. */
  within: v.optional(text),
  /** Where a field stands, from the top, by the name that the RFCs give it: `access_token` at `data[0].token`; `sub` and `name` of the user. */
  fields: v.optional(texts),
  /** What lifetimes are told in, that of the refresh token, too. RFC 6749 says seconds. */
  unit: v.optional(v.picklist(['milliseconds', 'minutes'])),
  /** Further tokens of the same answer, each with a name for the tester and its path (a text, or an object with `access_token` in it). */
  tokens: v.optional(v.array(v.object({ name: text, path: text }))),
});
export type AnswerDeviation = v.InferOutput<typeof answerDeviation>;

/** Each kind by itself; `*` holds for all, where a kind does not say otherwise. A list of a kind takes the place of the one for all. */
function byKind<Schema extends v.GenericSchema>(schema: Schema) {
  const entries = [...requestKinds, '*'].map((kind) => [kind, v.optional(schema)]);
  return v.object(Object.fromEntries(entries) as { [Kind in RequestKind | '*']: v.OptionalSchema<Schema, undefined> });
}

/**
 * How a provider differs from what the RFCs say. What is absent is as they say; an empty object is no deviation at all. It holds no
 * secret: it may be shown, shared and exported. (Marked as pure, so that a background that reads no forms goes without it.)
 */
export const deviations = v.object({
  requests: v.optional(/* @__PURE__ */ byKind(requestDeviation)),
  answers: v.optional(/* @__PURE__ */ byKind(answerDeviation)),
  /** Where in an ID token's claims the user's id and name stand. */
  idToken: v.optional(v.object({ sub: v.optional(text), name: v.optional(text) })),
  callback: v.optional(
    v.object({
      /** The server's name of `code`, `state`, `error` … in the callback. */
      parameters: v.optional(texts),
      /** The state comes back in other letters (all small, all capital). */
      anyCaseState: v.optional(v.boolean()),
    }),
  ),
  /** A callback parameter that names the host to ask for the token. Only these origins are ever asked. */
  tokenHost: v.optional(v.object({ parameter: text, origins: v.array(text) })),
  /** How the hash of a PKCE challenge is written; `plain` has none. */
  challenge: v.optional(v.picklist(['base64', 'hex'])),
  /** `Origin` of our requests: as the browser writes it (`keep`), or this one. Absent: none is sent. */
  origin: v.optional(text),
  /** A client without a secret authenticates by Basic, with an empty password. */
  emptyBasic: v.optional(v.boolean()),
  /** Introspection with the token itself as its credential, or by another client; its secret is the profile's `introspection_secret`. */
  introspectAs: v.optional(v.union([v.literal('token'), v.object({ client_id: text })])),
  /** How an API wants the token: header and scheme (may be empty), further headers (`{client_id}` is filled in), or a query parameter in its place. */
  use: v.optional(
    v.object({
      header: v.optional(text),
      scheme: v.optional(text),
      headers: v.optional(texts),
      query: v.optional(text),
    }),
  ),
  /** How the user info endpoint wants the token, where it is not as the API does: one header, or a query parameter. */
  userInfo: v.optional(v.object({ header: v.optional(text), scheme: v.optional(text), query: v.optional(text) })),
});
export type Deviations = v.InferOutput<typeof deviations>;
