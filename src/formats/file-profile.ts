import * as v from 'valibot';
import { deviations } from '../core/deviations.ts';
import { grantTypes, responseTypes } from '../core/grant-type.ts';
import { knownField } from '../core/known-field.ts';
import {
  authMethods,
  challengeMethods,
  type EndpointName,
  endpointNames,
  type Profile,
  responseModes,
} from '../core/profile.ts';
import { services } from '../core/services.ts';
import { parameter } from '../core/stored-parameter.ts';
import { visibilities } from '../core/visibility.ts';

/**
 * What no file carries: what belongs to this browser (ids, order, keys), and what the server tells again. Every other field of a profile
 * must be in the schema below, the compiler sees to it.
 */
type NotInFile = 'id' | 'position' | 'deletedAt' | 'metadata' | 'keyId' | 'sessionOnly';

const text = v.string();
const optionalText = v.optional(text);
const flag = v.optional(v.boolean());
const pastedSource = v.optional(v.object({ text: v.optional(text, ''), type: text }));

/** The members of a profile in a file, each as `Profile` says. */
const members = {
  name: text,
  description: v.optional(text, ''),
  issuer: optionalText,
  endpoints: v.object(
    Object.fromEntries(endpointNames.map((name) => [name, optionalText])) as Record<EndpointName, typeof optionalText>,
  ),
  grant_type: v.picklist(grantTypes),
  client_id: text,
  client_secret: optionalText,
  token_endpoint_auth_method: v.picklist(authMethods),
  rawBasic: flag,
  scope: v.array(text),
  scopeSeparator: v.optional(text, ' '),
  redirect: v.variant('by', [
    v.object({ by: v.literal('identity') }),
    v.object({ by: v.literal('tab'), redirect_uri: text }),
  ]),
  response_type: v.optional(v.picklist([...responseTypes.implicit, ...responseTypes.hybrid])),
  response_mode: v.optional(v.picklist(responseModes)),
  code_challenge_method: v.optional(v.picklist(challengeMethods)),
  pushed: flag,
  signedRequest: flag,
  dpop: flag,
  username: optionalText,
  password: optionalText,
  assertion: optionalText,
  assertionClaims: optionalText,
  subject: pastedSource,
  actor: pastedSource,
  login_hint: optionalText,
  binding_message: optionalText,
  extensionGrant: optionalText,
  registration: v.optional(v.object({ registration_client_uri: text, registration_access_token: text })),
  parameters: v.optional(v.array(parameter), []),
  deviations: v.optional(deviations),
  introspection_secret: optionalText,
  visibility: v.optional(v.picklist(visibilities)),
  integration: optionalText,
  shared: flag,
  pastedOnly: flag,
  baseUri: optionalText,
  baseUriField: optionalText,
  knownFields: v.optional(v.array(knownField)),
  services: v.optional(services),
} satisfies Record<Exclude<keyof Profile, NotInFile>, v.GenericSchema>;

/** One profile as it stands in a file of Tokendock’s own. */
export const fileProfile = v.object(members);
export type FileProfile = v.InferOutput<typeof fileProfile>;

/** The file around it. The version changes when an older Tokendock could no longer read it right. */
export const profileFile = v.object({
  tokendock: v.literal('profiles'),
  version: v.number(),
  secrets: v.boolean(),
  profiles: v.array(v.unknown()),
});

export const fileVersion = 1;
