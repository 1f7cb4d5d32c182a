import { isSecretName } from '../core/is-secret-name.ts';
import type { Parameter, Stage } from '../core/parameter.ts';
import type { Profile } from '../core/profile.ts';
import { withoutUrlCredentials } from './without-credentials.ts';

const grants: { [Grant in Profile['grant_type']]?: string } = {
  authorization_code: 'authorization_code_with_pkce',
  implicit: 'implicit',
  password: 'password_credentials',
  client_credentials: 'client_credentials',
};

/**
 * Profiles as a Postman collection (format 2.1), each as the authorization of one request. `leftOut` says, as sentences, what Postman has no
 * place for, or what stays secret.
 */
export function writePostman(
  profiles: readonly Profile[],
  { withSecrets }: { withSecrets: boolean },
): { text: string; leftOut: string[] } {
  const leftOut: string[] = [];
  const item = profiles.flatMap((profile) => {
    const grant = grants[profile.grant_type];
    if (!grant) {
      leftOut.push(`${profile.name}: Postman does not know its grant.`);
      return [];
    }
    if (profile.token_endpoint_auth_method.match(/jwt|tls/))
      leftOut.push(`${profile.name}: Postman does not know its client authentication.`);
    if (!withSecrets && (profile.client_secret || profile.password)) leftOut.push(`${profile.name}: its secrets.`);
    if (!withSecrets) leftOut.push(...missingOf(profile).map((each) => `${profile.name}: ${each}.`));
    const oauth2 = settingsOf(profile, grant, withSecrets).map(([key, value]) => ({
      key,
      value,
      type: Array.isArray(value) ? 'any' : 'string',
    }));
    return [
      {
        name: profile.name,
        request: { method: 'GET', header: [], url: '', auth: { type: 'oauth2', oauth2 } },
        response: [],
      },
    ];
  });
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return { text: `${JSON.stringify({ info: { name: 'Tokendock', schema }, item }, null, 2)}\n`, leftOut };
}

/** What of a profile's own parameters and addresses stays secret. */
function missingOf(profile: Profile): string[] {
  const named = profile.parameters.filter(({ name, value }) => value && isSecretName(name)).map(({ name }) => name);
  const parameters = profile.parameters.filter(({ name }) => !isSecretName(name));
  const shown = { ...Object.fromEntries(endpointsOf(profile)), redirect: profile.redirect, parameters };
  return [...named, ...withoutUrlCredentials(shown).missing];
}

function endpointsOf({ endpoints, metadata }: Profile) {
  return [
    ['authorization_endpoint', endpoints.authorization_endpoint ?? metadata?.authorization_endpoint],
    ['token_endpoint', endpoints.token_endpoint ?? metadata?.token_endpoint],
    ['refresh_endpoint', endpoints.refresh_endpoint],
  ] as const;
}

function settingsOf(profile: Profile, grant: string, withSecrets: boolean): [key: string, value: unknown][] {
  const { redirect, code_challenge_method: challenge = 'S256' } = profile;
  const isPlain = grant === 'authorization_code_with_pkce' && challenge === 'none';
  const [authUrl, accessTokenUrl, refreshTokenUrl] = endpointsOf(profile).map(([, url]) => url);
  const secret = (value: string | undefined) => (withSecrets ? value : undefined);
  const all: [string, unknown][] = [
    ['tokenName', profile.name],
    ['grant_type', isPlain ? 'authorization_code' : grant],
    ['challengeAlgorithm', challenge === 'none' ? undefined : challenge],
    ['authUrl', authUrl],
    ['accessTokenUrl', accessTokenUrl],
    ['refreshTokenUrl', refreshTokenUrl],
    ['clientId', profile.client_id],
    ['clientSecret', secret(profile.client_secret)],
    ['scope', profile.scope.join(profile.scopeSeparator)],
    ['redirect_uri', redirect.by === 'tab' ? redirect.redirect_uri : undefined],
    ['username', profile.username],
    ['password', secret(profile.password)],
    ['client_authentication', profile.token_endpoint_auth_method === 'client_secret_basic' ? 'header' : 'body'],
    ['authRequestParams', extras(profile, 'authorize', withSecrets)],
    ['tokenRequestParams', extras(profile, 'token', withSecrets)],
    ['refreshRequestParams', extras(profile, 'refresh', withSecrets)],
    ['addTokenTo', 'header'],
  ];
  const told = all.filter(([, value]) => value !== undefined && value !== '');
  return withSecrets ? told : withoutUrlCredentials(told).open;
}

const sendAs: Record<Parameter['place'], string> = {
  body: 'request_body',
  query: 'request_url',
  header: 'request_header',
};

function extras({ parameters }: Profile, stage: Stage, withSecrets: boolean): object[] {
  return parameters
    .filter((each) => each.stage === stage || each.stage === 'every')
    .map(({ name, value, place, on }) => ({
      key: name,
      value: withSecrets || !isSecretName(name) ? value : '',
      enabled: on,
      send_as: sendAs[stage === 'authorize' && place === 'body' ? 'query' : place],
    }));
}
