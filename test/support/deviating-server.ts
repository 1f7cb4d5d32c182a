import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Deviations } from '../../src/core/deviations.ts';
import type { RequestKind } from '../../src/core/request-kind.ts';
import { unshape, type Wired } from './deviating/unshape.ts';
import { type Faults, put, type WrittenAnswer, writeAnswer, wrongly } from './deviating/write-answer.ts';
import { listenOnLoopback } from './loopback-server.ts';

export type Client = { client_id: string; client_secret?: string; auth: 'basic' | 'post' | 'none' };

export type Mix = {
  /** What a profile has to say to get along with this server. */
  deviations: Deviations;
  /** What needs no saying. */
  faults: Faults;
  client: Client;
  scopeSeparator?: string;
  /** After the callback: `#_=_`. */
  suffix?: string;
  /** Milliseconds since epoch. */
  now: number;
};

export type DeviatingServer = {
  origin: string;
  /** Where tokens are to be asked for; another host where the callback has to name it. */
  tokenOrigin: string;
  refusals: string[];
  /** What the browser comes back with from an authorization request; throws where the server would show an error. */
  authorize(url: string): Promise<string>;
  close(): Promise<void>;
};

class Refusal extends Error {}

let made: ReturnType<typeof generateKeyPair> | undefined;

/** One pair is enough for all servers: to make it takes longer than all that they do. */
function signing(): ReturnType<typeof generateKeyPair> {
  made ??= generateKeyPair('RS256');
  return made;
}

/** What a request for a token may have in it. */
export const tokenFields = [
  'grant_type',
  'code',
  'redirect_uri',
  'code_verifier',
  'client_id',
  'client_secret',
  'scope',
  'refresh_token',
];

/** An authorization server that enforces any mix of deviations: a request that does not deviate so is refused. */
export async function startDeviatingServer(mixOf: (tokenOrigin: string) => Mix): Promise<DeviatingServer> {
  const refusals: string[] = [];
  const codes = new Map<string, { challenge: string | undefined; redirect_uri: string | undefined }>();
  const refreshTokens = new Set<string>();
  const listening = [await listen('main'), await listen('tokens')] as const;
  const [origin = '', second = ''] = listening.map(({ port }) => `http://127.0.0.1:${port}`);
  const mix = mixOf(second);
  const { deviations, faults, client, now } = mix;
  const keys = deviations.idToken && (await signing());
  const tokenOrigin = deviations.tokenHost ? second : origin;

  function listen(which: 'main' | 'tokens') {
    return listenOnLoopback(async (incoming, response) => {
      const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const request = { method: incoming.method ?? '', url, headers, body: await text(incoming) };
      const { status, headers: sent, body } = await answer(request, which);
      response.writeHead(status, sent).end(body);
    });
  }

  async function answer(request: Wired, which: 'main' | 'tokens'): Promise<WrittenAnswer> {
    const paths: Record<string, (request: Wired) => Promise<WrittenAnswer>> = {
      '/token': (each) => token(each, 'token'),
      '/refresh': (each) => token(each, 'refresh'),
      '/userinfo': userInfo,
      '/introspect': introspect,
      '/revoke': revoke,
    };
    const kinds: Record<string, RequestKind> = {
      '/refresh': 'refresh',
      '/userinfo': 'user info',
      '/introspect': 'introspection',
      '/revoke': 'revocation',
    };
    const { pathname } = request.url;
    try {
      if (pathname === '/jwks') return await jwks();
      const { origin: wanted } = deviations;
      const said = request.headers.get('origin');
      if (wanted === undefined ? said !== null : said === null || (wanted !== 'keep' && said !== wanted))
        refuse('not from this origin');
      if (deviations.tokenHost && which === 'main') refuse('this is not the host for tokens');
      return (await paths[pathname]?.(request)) ?? { status: 404, body: 'no such page' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const said = { error: 'invalid_request', error_description: error.message };
      return writeAnswer(said, false, kinds[pathname] ?? 'token', deviations, faults);
    }
  }

  async function jwks(): Promise<WrittenAnswer> {
    const key = keys && { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ keys: [key] }) };
  }

  /** Whom it speaks for stands where the profile has to say. */
  async function idToken(): Promise<string | undefined> {
    if (!keys) return undefined;
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: origin, aud: client.client_id, sub: 'not-this', iat: seconds, exp: seconds + 300 };
    put(claims, deviations.idToken?.sub ?? 'sub', 'user-alice');
    put(claims, deviations.idToken?.name ?? 'name', 'Alice');
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(keys.privateKey);
  }

  function refuse(why: string): never {
    refusals.push(why);
    throw new Refusal(why);
  }

  function expectClient({ headers }: Wired, fields: Map<string, string>, kind: RequestKind): void {
    const { client_id, client_secret = '', auth } = client;
    // Some renew for whoever has the refresh token.
    if (deviations.requests?.[kind]?.parameters?.client_id?.place === 'nowhere') return;
    const basic = auth === 'basic' || deviations.emptyBasic;
    if (basic && headers.get('authorization') !== `Basic ${btoa(`${client_id}:${client_secret}`)}`)
      refuse('not by Basic');
    if (!basic && fields.get('client_id') !== client_id) refuse('another client');
    if (basic && fields.has('client_id')) refuse('the client stands in the body beside Basic');
    if (auth === 'post' && fields.get('client_secret') !== client_secret) refuse('another secret');
  }

  async function token(request: Wired, kind: 'token' | 'refresh'): Promise<WrittenAnswer> {
    const fields = await unshape(request, kind, tokenFields, deviations, refuse);
    expectClient(request, fields, kind);
    const grants: Record<string, () => void> = {
      authorization_code: () => spendCode(fields, kind),
      client_credentials: () => undefined,
      refresh_token() {
        if (kind !== 'refresh' || !refreshTokens.delete(fields.get('refresh_token') ?? ''))
          refuse('no such refresh token');
      },
    };
    // Where it has a name of its own, it was compared already.
    const isOwn = deviations.requests?.[kind]?.parameters?.grant_type?.value !== undefined;
    const usual = kind === 'refresh' ? 'refresh_token' : 'authorization_code';
    (grants[isOwn ? usual : (fields.get('grant_type') ?? '')] ?? (() => refuse('another grant')))();
    const access_token = `access-${randomUUID()}`;
    // Some renew a token by itself.
    const isItself = deviations.answers?.[kind]?.fields?.refresh_token === 'access_token';
    const refresh_token = isItself ? access_token : `refresh-${randomUUID()}`;
    refreshTokens.add(refresh_token);
    const id_token = await idToken();
    const given = {
      access_token,
      token_type: 'Bearer',
      expires_in: 60,
      refresh_token,
      scope: 'pets:read pets:write',
      ...(id_token && { id_token }),
    };
    const unit = deviations.answers?.[kind]?.unit ?? deviations.answers?.['*']?.unit;
    return writeAnswer(wrongly(given, faults, now, unit), true, kind, deviations, faults);
  }

  function spendCode(fields: Map<string, string>, kind: RequestKind): void {
    const code = codes.get(fields.get('code') ?? '') ?? refuse('no such code');
    codes.delete(fields.get('code') ?? '');
    const digest = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest(deviations.challenge ?? 'base64url');
    if (digest !== code.challenge) refuse('another challenge');
    const isDropped = deviations.requests?.[kind]?.parameters?.redirect_uri?.place === 'nowhere';
    if (!isDropped && fields.get('redirect_uri') !== code.redirect_uri) refuse('another redirect URI');
  }

  async function userInfo(request: Wired): Promise<WrittenAnswer> {
    const { header = 'Authorization', scheme = 'Bearer', query } = deviations.userInfo ?? deviations.use ?? {};
    const { headers = {} } = deviations.userInfo ? {} : (deviations.use ?? {});
    const sent = query ? request.url.searchParams.get(query) : request.headers.get(header);
    const given = !query && scheme ? sent?.replace(`${scheme} `, '') : sent;
    if (!given?.startsWith('access-')) refuse('no token');
    if (query && request.headers.has('authorization')) refuse('the token stands in the header, too');
    if (query) request.url.searchParams.delete(query);
    await unshape(request, 'user info', [], deviations, refuse);
    for (const [name, value] of Object.entries(headers))
      if (request.headers.get(name) !== value.replace('{client_id}', client.client_id)) refuse(`no ${name}`);
    // Nobody could tell that this is a form, if not by its type.
    const { contentType: _, ...typed } = faults;
    const said = faults.as === 'form' ? typed : faults;
    return writeAnswer({ sub: 'user-alice', name: 'Alice' }, true, 'user info', deviations, said);
  }

  async function introspect(request: Wired): Promise<WrittenAnswer> {
    const fields = await unshape(
      request,
      'introspection',
      ['token', 'token_type_hint', 'client_id', 'client_secret'],
      deviations,
      refuse,
    );
    const { introspectAs } = deviations;
    const authorization = request.headers.get('authorization');
    if (introspectAs === 'token') {
      if (authorization !== `Bearer ${fields.get('token')}`) refuse('not by the token itself');
    } else if (introspectAs) {
      if (authorization !== `Basic ${btoa(`${introspectAs.client_id}:othersecret`)}`) refuse('not by the other client');
    } else expectClient(request, fields, 'introspection');
    return writeAnswer({ active: fields.get('token')?.startsWith('access-') }, true, 'introspection', deviations, {
      ...faults,
      as: 'json',
    });
  }

  async function revoke(request: Wired): Promise<WrittenAnswer> {
    const fields = await unshape(
      request,
      'revocation',
      ['token', 'token_type_hint', 'client_id', 'client_secret'],
      deviations,
      refuse,
    );
    expectClient(request, fields, 'revocation');
    const { success } = { ...deviations.answers?.['*'], ...deviations.answers?.revocation };
    return success ? writeAnswer({}, true, 'revocation', deviations, { ...faults, as: 'json' }) : { status: 204 };
  }

  async function authorize(href: string): Promise<string> {
    const request = { method: 'GET', url: new URL(href), headers: new Headers(), body: '' };
    const names = [
      'response_type',
      'client_id',
      'redirect_uri',
      'scope',
      'state',
      'code_challenge',
      'code_challenge_method',
    ];
    const fields = await unshape(request, 'authorization', names, deviations, refuse);
    const scope = ['pets:read', 'pets:write'].join(mix.scopeSeparator ?? ' ');
    const wanted: Record<string, string> = { response_type: 'code', client_id: client.client_id, scope };
    for (const [name, value] of Object.entries(wanted))
      if (fields.get(name) !== value) refuse(`${name} is not ${value}`);
    const code = `code-${randomUUID()}`;
    codes.set(code, { challenge: fields.get('code_challenge'), redirect_uri: fields.get('redirect_uri') });
    const { parameters = {}, anyCaseState } = deviations.callback ?? {};
    const state = fields.get('state') ?? '';
    const callback = new URL('https://app.acme.example/callback');
    callback.searchParams.set(parameters.code ?? 'code', code);
    callback.searchParams.set(parameters.state ?? 'state', anyCaseState ? state.toUpperCase() : state);
    if (deviations.tokenHost) callback.searchParams.set(deviations.tokenHost.parameter, tokenOrigin);
    return callback.href + (mix.suffix ?? '');
  }

  return {
    origin,
    tokenOrigin,
    refusals,
    authorize,
    close: async () => void (await Promise.all(listening.map((each) => each.close()))),
  };
}
