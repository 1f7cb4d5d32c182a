import { type CryptoKey, jwtVerify, SignJWT } from 'jose';
import type Provider from 'oidc-provider';

export type SigningKey = { readonly kid: string; readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };

type StoredToken = {
  jti: string;
  iat?: number;
  exp?: number;
  aud?: string | string[];
  scope?: string;
  clientId?: string;
  accountId?: string;
  jkt?: string;
  extra?: Record<string, unknown>;
};

type Model = {
  find(value: string, options?: object): Promise<unknown>;
  prototype: { getValueAndPayload(): Promise<{ value: string; payload: StoredToken }> };
};

/**
 * Makes the provider's stored access tokens travel as RFC 9068 JWTs. Its own JWT format is not stored, so such a token
 * could not be revoked or introspected and would be refused by userinfo, which testers expect to work with one token.
 * Returns what turns a JWT back into the id it is stored under.
 */
export function useJwtAccessTokens(provider: Provider, audience: string, key: SigningKey) {
  const storedId = async (value: string): Promise<string> => {
    if (!value.startsWith('eyJ')) return value;
    const { payload } = await jwtVerify(value, key.publicKey, { issuer: provider.issuer, typ: 'at+jwt' }).catch(() => ({
      payload: { jti: undefined },
    }));
    return payload.jti ?? value;
  };

  for (const model of [provider.AccessToken, provider.ClientCredentials] as unknown as Model[]) {
    const { getValueAndPayload } = model.prototype;
    model.prototype.getValueAndPayload = async function signed(this: StoredToken) {
      const { payload } = await getValueAndPayload.call(this);
      const claims = {
        ...payload.extra,
        client_id: payload.clientId,
        scope: payload.scope,
        ...(payload.jkt ? { cnf: { jkt: payload.jkt } } : {}),
      };
      const value = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid })
        .setIssuer(provider.issuer)
        .setAudience(payload.aud ?? audience)
        .setSubject(payload.accountId ?? payload.clientId ?? '')
        .setJti(this.jti)
        .setIssuedAt(payload.iat)
        .setExpirationTime(payload.exp ?? 0)
        .sign(key.privateKey);
      return { value, payload };
    };

    const find = model.find.bind(model);
    model.find = async (value, options) => find(await storedId(value), options);
  }
  return { storedId };
}
