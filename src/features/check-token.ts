import type { CheckedToken } from '../core/checked-token.ts';
import { Failure } from '../core/failure.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { Validation } from '../core/services.ts';
import type { Token } from '../core/token.ts';
import { askWithToken } from '../oauth/endpoints/ask-with-token.ts';
import { introspect } from '../oauth/endpoints/introspect.ts';
import { userInfoClaims } from '../oauth/endpoints/user-info.ts';
import { serverOf } from '../oauth/server.ts';
import { verifyAccessToken } from '../oauth/verify-access-token.ts';
import { checkHosts } from './check-hosts.ts';
import { expectToken } from './expect.ts';
import { expectGranted } from './expect-hosts.ts';
import { tokenTexts } from './token-texts.ts';
import { tracedOnce } from './traces.ts';

type Asking = Parameters<typeof askWithToken>[3] & Pick<Ports, 'keys'>;
type Check = (profile: Profile, token: Token, asking: Asking) => Promise<CheckedToken>;

/**
 * Tells whether a token is good, as the profile says how, or else by what its server offers: introspection, user info, or its keys. It is not
 * renewed for that. Fails with `token_uncheckable` where there is no way, and as the requests do.
 */
export async function checkToken(id: string, ports: Ports): Promise<CheckedToken> {
  const { token, profile } = await expectToken(id, ports);
  const check = checkOf(profile);
  if (!check) throw new Failure('token_uncheckable', { reason: 'nothing says how' });
  await expectGranted(checkHosts(profile), ports);
  return tracedOnce('token check', profile, ports, tokenTexts(token), (asking) => check(profile, token, asking));
}

function checkOf(profile: Profile): Check | undefined {
  const { introspection_endpoint, jwks_uri, userinfo_endpoint } = serverOf(profile);
  const { validation } = profile.services ?? {};
  if (validation) return ways[validation.by](validation);
  if (introspection_endpoint) return byIntrospection;
  if (userinfo_endpoint) return byUserInfo;
  return jwks_uri ? byKeys(undefined) : undefined;
}

const ways: { [By in Validation['by']]: (validation: Validation) => Check } = {
  introspection: () => byIntrospection,
  url: (validation) => byUrl('url' in validation ? validation.url : ''),
  jwt: (validation) => byKeys('jwks_uri' in validation ? validation.jwks_uri : undefined),
};

const byIntrospection: Check = async (profile, token, asking) => {
  const fields = await introspect(profile, token, asking);
  const good = fields.active === true;
  return { good, sentence: `The server says that it is ${good ? 'active' : 'not active'}.`, fields };
};

const byUserInfo: Check = (profile, token, asking) =>
  refusedIsBad(async () => {
    const fields = (await userInfoClaims(profile, token, asking)) ?? {};
    return { good: true, sentence: 'The server takes it, and says whose it is.', fields };
  }).then((checked) => (checked.good ? checked : { ...checked, sentence: checked.sentence + needs(profile, token) }));

/** What a refused token may lack: the scopes that the documentation names. */
function needs({ services }: Profile, { scope }: Token): string {
  const missing = services?.userInfoScopes?.filter((each) => !scope.includes(each)) ?? [];
  return missing.length > 0 ? ` It needs the scope ${missing.join(' ')}, which the token lacks.` : '';
}

function byUrl(url: string): Check {
  return (profile, token, asking) =>
    refusedIsBad(async () => {
      const { status, text } = await askWithToken(url, profile, token, asking);
      const good = status >= 200 && status < 300;
      const { host } = new URL(url);
      return {
        good,
        sentence: `${host} ${good ? 'takes it' : 'does not take it'} (HTTP ${status}).`,
        fields: fieldsIn(text),
      };
    });
}

function byKeys(own: string | undefined): Check {
  return async (profile, token, asking) => {
    const uri = own ?? serverOf(profile).jwks_uri;
    if (!uri) throw new Failure('token_uncheckable', { reason: 'no place of the server’s keys (jwks_uri) is known' });
    const { claims, wrong } = await verifyAccessToken(profile, token.access_token, uri, asking);
    const sentence = wrong ? `It is not good: ${wrong}.` : 'Its signature and its times are right.';
    return { good: wrong === undefined, sentence, fields: { ...claims } };
  };
}

/** That a server refuses a token is what the tester wanted to know. */
async function refusedIsBad(ask: () => Promise<CheckedToken>): Promise<CheckedToken> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'request_refused') throw error;
    const { host } = error.values;
    return { good: false, sentence: `${host} does not take it.`, fields: { ...error.quote } };
  }
}

/** The members of a JSON object; any other text says nothing that has a name. */
function fieldsIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    // A web page, or nothing at all.
    return {};
  }
}
