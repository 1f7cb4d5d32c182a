import { isSecretName } from '../core/is-secret-name.ts';
import type { Parameter, Stage } from '../core/parameter.ts';
import type { Profile } from '../core/profile.ts';

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

function settingsOf(profile: Profile, grant: string, withSecrets: boolean): [key: string, value: unknown][] {
  const { endpoints, metadata, redirect, code_challenge_method: challenge = 'S256' } = profile;
  const isPlain = grant === 'authorization_code_with_pkce' && challenge === 'none';
  const url = (name: 'authorization_endpoint' | 'token_endpoint') => endpoints[name] ?? metadata?.[name];
  const secret = (value: string | undefined) => (withSecrets ? value : undefined);
  const all: [string, unknown][] = [
    ['tokenName', profile.name],
    ['grant_type', isPlain ? 'authorization_code' : grant],
    ['challengeAlgorithm', challenge === 'none' ? undefined : challenge],
    ['authUrl', url('authorization_endpoint')],
    ['accessTokenUrl', url('token_endpoint')],
    ['refreshTokenUrl', endpoints.refresh_endpoint],
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
  return all.filter(([, value]) => value !== undefined && value !== '');
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
