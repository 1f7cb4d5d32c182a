import type { AnswerDeviation } from '../core/deviations.ts';
import { Failure, type FailureRecord, failureRecord } from '../core/failure.ts';
import { failureText } from '../core/failure-text.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { forKind } from '../core/request-kind.ts';
import type { Token } from '../core/token.ts';
import type { TokenDetails, Verdict } from '../core/token-details.ts';
import { clientSecrets } from '../oauth/client.ts';
import { decodedJwt } from '../oauth/decode-jwt.ts';
import { introspect } from '../oauth/endpoints/introspect.ts';
import { logoutUrl } from '../oauth/endpoints/logout.ts';
import { userInfoClaims } from '../oauth/endpoints/user-info.ts';
import { hideKnown, mask } from '../oauth/hide-known.ts';
import { keyThumbprint } from '../oauth/key-thumbprint.ts';
import { namePath, userOf } from '../oauth/token-response.ts';
import { verifyIdToken } from '../oauth/verify-id-token.ts';
import { expectToken } from './expect.ts';
import { expectHosts } from './expect-hosts.ts';
import { shownScope } from './shown-scope.ts';
import { tokenLabel } from './token-label.ts';
import { tokenTexts } from './token-texts.ts';
import { tracedOnce } from './traces.ts';

/** All that is known of a token, its ID token checked anew. Its own text is not in it. Fails with `token_gone`, `profile_gone`. */
export async function viewToken(id: string, ports: Ports): Promise<TokenDetails> {
  const { token, profile } = await expectToken(id, ports);
  const decoded = token.id_token === undefined ? undefined : decodedJwt(token.id_token);
  const key = token.dpopKeyId === undefined ? undefined : await ports.dpopKeys.get(token.dpopKeyId);
  return {
    id,
    profileId: profile.id,
    label: tokenLabel(token, profile, await ports.tokens.list()),
    token_type: token.token_type,
    scope: shownScope(token, profile),
    obtainedAt: token.obtainedAt,
    expiresAt: token.expiresAt,
    accessToken: decodedJwt(token.access_token),
    idToken: decoded && { decoded, verdict: await verdict(token.id_token ?? '', profile, ports) },
    hasRefreshToken: token.refresh_token !== undefined,
    jkt: key && (await keyThumbprint(key.publicKey)),
    knownFields: profile.knownFields ?? [],
    rest: hidden(inWords(token.rest), [...tokenTexts(token), ...clientSecrets(profile)]),
  };
}

/** Tokens may stand anywhere in an answer; their text crosses to pages on reveal only. */
function hidden(rest: Token['rest'], texts: readonly (string | undefined)[]): Token['rest'] {
  const shown = JSON.stringify(rest, (name, value) => {
    if (typeof value !== 'string') return value;
    return /(token|secret)$/i.test(name) ? mask : hideKnown(value, texts);
  });
  return JSON.parse(shown) as Token['rest'];
}

/** Why a token’s user is unknown was kept as a failure. */
function inWords(rest: Token['rest']): Token['rest'] {
  const failure = rest.userinfo_error as Partial<FailureRecord> | undefined;
  if (typeof failure?.code !== 'string' || !failure.values) return rest;
  return { ...rest, userinfo_error: failureText(failure as FailureRecord).sentence };
}

async function verdict(idToken: string, profile: Profile, ports: Ports): Promise<Verdict> {
  try {
    await verifyIdToken(profile, idToken, ports);
    return { good: true };
  } catch (error) {
    return { good: false, failure: failureRecord(error) };
  }
}

/** What the server says of a token (RFC 7662). It is not renewed for that: a dead one is worth asking about. */
export async function introspectToken(id: string, ports: Ports): Promise<Record<string, unknown>> {
  const { token, profile } = await expectToken(id, ports);
  await expectHosts(profile, ports);
  return tracedOnce('introspection', profile, ports, tokenTexts(token), (asking) => introspect(profile, token, asking));
}

/** What the server says of a token's user (OpenID Connect Core, section 5.3); the token is freshened first, as for a copy. */
export async function askUserInfo(
  id: string,
  ports: Ports,
  freshen: (id: string) => Promise<void>,
): Promise<Record<string, unknown>> {
  const { profile } = await expectToken(id, ports);
  await expectHosts(profile, ports);
  await freshen(id);
  const { token } = await expectToken(id, ports);
  const claims = await tracedOnce('user info', profile, ports, tokenTexts(token), (asking) =>
    userInfoClaims(profile, token, asking),
  );
  if (!claims) throw new Failure('endpoint_missing', { endpoint: 'userinfo_endpoint' });
  const said: AnswerDeviation = forKind(profile.deviations?.answers, 'user info');
  const user = said.fields?.sub && userOf(claims, namePath(said));
  // The tester said that it is told here.
  if (user) {
    await ports.tokens.change(id, (now) => ({ ...now, user }));
    ports.changes.tell();
  }
  return claims;
}

/** Opens the server's page that ends the user's session. The token stays: many servers leave it valid. */
export async function logOut(id: string, ports: Ports): Promise<void> {
  const { token, profile } = await expectToken(id, ports);
  await ports.tabs.open(logoutUrl(profile, token));
}
