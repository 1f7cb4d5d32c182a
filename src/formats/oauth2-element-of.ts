import { hasFrontChannel } from '../core/grant-type.ts';
import type { Parameter, Stage } from '../core/parameter.ts';
import type { EndpointName, Profile } from '../core/profile.ts';
import { forKind, type RequestKind } from '../core/request-kind.ts';
import type { Oauth2Argument, Oauth2Element, Oauth2Response, Oauth2Stage } from './oauth2-element.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A profile as an `<oauth2>` element: it describes, so neither the client's id nor a secret is in it. */
export function oauth2ElementOf(profile: Profile): Oauth2Element {
  const { authorization_endpoint, token_endpoint = '', refresh_endpoint, userinfo_endpoint } = profile.endpoints;
  const front = hasFrontChannel(profile.grant_type);
  return {
    name: profile.name,
    ...(profile.visibility && { visibility: profile.visibility }),
    ...(profile.description && { description: profile.description }),
    stages: {
      ...(front && { 'authorization-url': stageOf(authorization_endpoint ?? '', 'get', authorizeArguments(profile)) }),
      'token-url': {
        ...stageOf(token_endpoint, methodOf('token', profile) ?? 'post', tokenArguments(profile)),
        responses: responsesOf('token_endpoint', profile),
      },
      'refresh-url': {
        ...stageOf(
          refresh_endpoint ?? token_endpoint,
          methodOf('refresh', profile) ?? 'post',
          refreshArguments(profile),
        ),
        responses: responsesOf('refresh_endpoint', profile),
      },
      ...(userinfo_endpoint && { 'authentication-url': userInfo(userinfo_endpoint, profile) }),
    },
  };
}

function stageOf(path: string, method: string, args: Oauth2Argument[]): Oauth2Stage {
  return { path: withoutCredentials(path).url, method, category: 'action', arguments: args, responses: [] };
}

function methodOf(kind: RequestKind, { deviations }: Profile): string | undefined {
  return forKind(deviations?.requests, kind).method?.toLowerCase();
}

function responsesOf(at: EndpointName, { knownFields = [] }: Profile): Oauth2Response[] {
  const properties = knownFields.filter(({ endpoint }) => endpoint === at).map(({ endpoint: _, ...rest }) => rest);
  if (properties.length === 0) return [];
  return [{ status: '200', content: { encode: 'application/json', properties: properties.map(defined) } }];
}

/** The schema of a file knows `undefined` where an element knows absence. */
function defined<Fields extends object>(fields: Fields): { [Name in keyof Fields]: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function userInfo(path: string, profile: Profile): Oauth2Stage {
  const { deviations, scope, services } = profile;
  const { header = 'Authorization', query } = deviations?.userInfo ?? deviations?.use ?? {};
  const scopes = services?.userInfoScopes ?? scope;
  const authentication = {
    location: query ? 'param' : 'header',
    type: 'oauth2',
    name: query ?? header,
    ...(scopes.length > 0 && { scopes }),
  };
  const stage = stageOf(path, methodOf('user info', profile) ?? 'get', []);
  return { ...stage, responses: responsesOf('userinfo_endpoint', profile), authentication };
}

function authorizeArguments(profile: Profile): Oauth2Argument[] {
  const type = profile.grant_type === 'authorization_code' ? 'code' : (profile.response_type ?? 'token');
  return [
    argument('response_type', [type]),
    argument('client_id'),
    argument('redirect_uri'),
    argument('scope', profile.scope),
    argument('state'),
    ...extra(profile, 'authorize'),
  ];
}

function tokenArguments(profile: Profile): Oauth2Argument[] {
  const { grant_type } = profile;
  const front = hasFrontChannel(grant_type);
  const grant = grant_type === 'extension' ? (profile.extensionGrant ?? '') : front ? 'authorization_code' : grant_type;
  return [
    argument('grant_type', [grant]),
    ...client(profile),
    ...(front ? [argument('code'), argument('redirect_uri')] : []),
    ...(grant_type === 'password' ? [argument('username'), argument('password')] : []),
    ...extra(profile, 'token'),
  ];
}

function refreshArguments(profile: Profile): Oauth2Argument[] {
  return [
    argument('grant_type', ['refresh_token']),
    argument('refresh_token'),
    ...client(profile),
    ...extra(profile, 'refresh'),
  ];
}

function client({ token_endpoint_auth_method }: Profile): Oauth2Argument[] {
  if (token_endpoint_auth_method === 'client_secret_basic')
    return [{ ...argument('Authorization'), location: 'header' }];
  if (token_endpoint_auth_method === 'client_secret_post') return [argument('client_id'), argument('client_secret')];
  return [argument('client_id')];
}

/** The tester's own parameters by name and allowed values. A single value is not told: it may be a secret. */
function extra({ parameters }: Profile, stage: Stage): Oauth2Argument[] {
  return parameters
    .filter((each) => each.stage === stage || each.stage === 'every')
    .map(({ name, values, description, place }: Parameter) => ({
      ...argument(name, values ?? []),
      location: place === 'query' ? 'param' : place,
      ...(description && { description }),
    }));
}

function argument(name: string, values: readonly string[] = []): Oauth2Argument {
  const property = { type: 'string', ...(values.length > 0 && { values: [...values] }) };
  return { name, location: 'param', content: { encode: 'text/plain', structure: name, properties: [property] } };
}
