import type { Deviations } from '../../core/deviations.ts';
import type { Place, Stage } from '../../core/parameter.ts';
import type { EndpointName, KnownField } from '../../core/profile.ts';
import type { RequestKind } from '../../core/request-kind.ts';
import type { Oauth2Argument, Oauth2Element, Oauth2Stage, StageName } from '../oauth2-element.ts';
import { createProfileReading, type ProfileReading } from './profile-reading.ts';
import type { ReadProfile } from './read-profile.ts';

const endpointOf: Record<StageName, EndpointName> = {
  'authorization-url': 'authorization_endpoint',
  'token-url': 'token_endpoint',
  'refresh-url': 'refresh_endpoint',
  'authentication-url': 'userinfo_endpoint',
};
const stageOf: { [Name in StageName]?: Exclude<Stage, 'every'> } = {
  'authorization-url': 'authorize',
  'token-url': 'token',
  'refresh-url': 'refresh',
};
/** What Tokendock sends by itself, and whether that can be changed: a sign-in window is always opened by GET. */
const methods: Record<StageName, { usual: 'GET' | 'POST'; kind?: RequestKind }> = {
  'authorization-url': { usual: 'GET' },
  'token-url': { usual: 'POST', kind: 'token' },
  'refresh-url': { usual: 'POST', kind: 'refresh' },
  'authentication-url': { usual: 'GET', kind: 'user info' },
};

/** What user info calls the number and the name of a user, where it has no `sub`. */
const userIds = /^(?:zuid|id|user_?id|uid|user)$/i;
const userNames = ['display_?name', '(?:user_?)?name', 'login', 'e?-?mail'].map((each) => new RegExp(`^${each}$`, 'i'));

/** Arguments whose value a profile knows by itself, or makes for each request. */
const ours = new Set(
  'client_id client_secret redirect_uri code state nonce refresh_token code_verifier code_challenge username password'.split(
    ' ',
  ),
);

/** What providers call the field with the host of their API. */
const baseUri = /^(?:api_domain|instance_url|base_?ur[il]|api_?base(?:_?ur[il])?|api_?ur[il]|api_server)$/i;

/**
 * Fills a profile from an element: its URLs, its arguments as parameters with allowed values, its client authentication, its response
 * properties as known fields.
 */
export function profileOfOauth2Element(element: Oauth2Element, id: string): ReadProfile {
  const reading = createProfileReading(id);
  const requests: NonNullable<Deviations['requests']> = {};
  const knownFields: KnownField[] = [];
  reading.set('name', element.name);
  reading.set('description', element.description ?? '');
  for (const [name, stage] of Object.entries(element.stages) as [StageName, Oauth2Stage][]) {
    const endpoint = endpointOf[name];
    reading.setEndpoint(endpoint, stage.path);
    const method = stage.method.toLowerCase();
    const { usual, kind } = methods[name];
    const wanted = (['GET', 'POST'] as const).find((each) => each === method.toUpperCase());
    if (kind && wanted && wanted !== usual) requests[kind] = { method: wanted };
    else if (wanted !== usual) reading.notUnderstood(`The method ${method} of <${name}> was left out.`);
    for (const field of fieldsOf(stage, endpoint)) knownFields.push(field);
    const at = stageOf[name];
    for (const argument of stage.arguments) {
      if (at) addArgument(argument, at, method, reading);
      else reading.notUnderstood(`The argument ${argument.name} of <authentication-url> was left out.`);
    }
    if (stage.authentication) readAuthentication(stage.authentication, reading);
  }
  const { refresh_endpoint, ...others } = reading.draft.endpoints;
  if (refresh_endpoint === others.token_endpoint) reading.draft.endpoints = others as typeof reading.draft.endpoints;
  const user = userFields(knownFields);
  if (user) reading.remark(`The user is known by ${Object.values(user).join(' and ')} of the user info.`);
  const userInfo = placeOfToken(element.stages['authentication-url']?.authentication);
  const deviations: Deviations = {
    ...(userInfo && { userInfo }),
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(user && { answers: { 'user info': { fields: user } } }),
  };
  const isApi = ({ name, endpoint }: KnownField) => endpoint === 'token_endpoint' && baseUri.test(name);
  Object.assign(reading.draft, {
    visibility: element.visibility ?? '',
    knownFields,
    baseUriField: knownFields.find(isApi)?.name ?? '',
    ...(Object.keys(deviations).length > 0 && { deviations }),
  });
  return reading.done();
}

/** The scopes that the user info needs are asked for, unless the element says what to ask for. */
function readAuthentication(
  { scopes = [] }: NonNullable<Oauth2Stage['authentication']>,
  reading: ProfileReading,
): void {
  if (scopes.length === 0) return;
  reading.draft.services = { ...reading.draft.services, userInfoScopes: scopes };
  const { scope } = reading.draft;
  if (!scope) {
    reading.set('scope', scopes.join(' '));
    reading.remark('The scope is the one that <authentication-url> needs: add what your requests need.');
    return;
  }
  const missing = scopes.filter((each) => !scope.split(/[\s,]+/).includes(each));
  if (missing.length > 0) reading.remark(`<authentication-url> needs the scope ${missing.join(' ')}, too: add it.`);
}

/** Where the user info wants the token; undefined: where RFC 6750, section 2.1, says, or nowhere that Tokendock knows. */
function placeOfToken({ location, name }: Oauth2Stage['authentication'] = {}): Deviations['userInfo'] {
  if (!name) return undefined;
  if (location === 'param') return { query: name };
  // Only of `Authorization` it is known that a scheme stands before the token.
  return location === 'header' && !/^authorization$/i.test(name) ? { header: name, scheme: '' } : undefined;
}

/** Where the user's id and name stand; undefined where `sub` says it, or nothing does. */
function userFields(known: readonly KnownField[]): { sub: string; name?: string } | undefined {
  const names = known.filter(({ endpoint }) => endpoint === 'userinfo_endpoint').map((each) => each.name);
  const sub = names.find((each) => userIds.test(each));
  if (!sub || names.includes('sub')) return undefined;
  const name = userNames.flatMap((each) => names.find((one) => each.test(one)) ?? [])[0];
  return { sub, ...(name && { name }) };
}

function addArgument(
  argument: Oauth2Argument,
  stage: Exclude<Stage, 'every'>,
  method: string,
  reading: ProfileReading,
): void {
  const { name, location } = argument;
  const property = argument.content?.properties[0];
  const values = property?.values ?? [];
  const [first = ''] = values;
  if (name === 'client_secret') reading.draft.token_endpoint_auth_method = 'client_secret_post';
  if (ours.has(name)) return;
  if (/^authorization$/i.test(name) && location === 'header') {
    reading.draft.token_endpoint_auth_method = 'client_secret_basic';
    return;
  }
  if (name === 'grant_type' || name === 'response_type' || name === 'response_mode')
    reading.add(name, first, stage, 'body');
  else if (name === 'scope') {
    if (stage === 'authorize') reading.set('scope', values.join(' '));
  } else {
    const description = argument.description || property?.description;
    reading.draft.parameters.push({
      name,
      value: first,
      stage,
      place: placeOf(location, stage, method),
      // What has no value yet would be sent empty.
      on: Boolean(first),
      ...(values.length > 0 && { values }),
      ...(description && { description }),
    });
    if (!first) reading.remark(`${name} has no value yet: type one, and switch it on.`);
    if (values.length > 1) reading.remark(`${name} can be ${values.join(' or ')}: ${first} was chosen.`);
  }
}

function placeOf(location: Oauth2Argument['location'], stage: Stage, method: string): Place {
  if (location === 'header') return 'header';
  return stage === 'authorize' || (location === 'param' && method === 'get') ? 'query' : 'body';
}

function fieldsOf(stage: Oauth2Stage, endpoint: EndpointName): KnownField[] {
  return stage.responses
    .flatMap(({ content }) => content?.properties ?? [])
    .flatMap((property) => (property.name ? [{ ...property, name: property.name, endpoint }] : []));
}
