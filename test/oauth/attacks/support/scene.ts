import { expect } from 'vitest';
import type { FailureRecord } from '../../../../src/core/failure.ts';
import { failureText } from '../../../../src/core/failure-text.ts';
import type { Login } from '../../../../src/core/login.ts';
import type { Ports } from '../../../../src/core/ports.ts';
import type { Profile } from '../../../../src/core/profile.ts';
import type { Token } from '../../../../src/core/token.ts';
import { startLogin } from '../../../../src/features/start-login.ts';
import { aProfile } from '../../../core/support/records.ts';
import { createMemory, identityRedirectUri, type Memory } from '../../../support/memory-ports.ts';
import type { OddAnswer, OddRequest } from '../../../support/odd-server.ts';
import { type Claims, type Header, type OddIssuer, startOddIssuer, tokens } from '../../support/odd-issuer.ts';

/** How long is waited for what comes at once on an idle machine. */
export const soon = { timeout: 15_000 };

export const client_secret = 'the-client-secret+/%';

/** The parameters of an answer; undefined: it is left out. */
export type Answer = Record<string, string | undefined>;

export type Scene = {
  issuer: OddIssuer;
  memory: Memory;
  ports: Ports;
  profile: Profile;
  /** The authorization request of the login that runs. */
  request: URLSearchParams;
  /** An ID token for this login, right in all but what is changed. */
  idToken(claims?: Claims, header?: Header): Promise<string>;
  /** Where the server sends the user after an honest sign-in, but for what is changed. */
  callback(changes?: Answer): string;
  /** Has the tester sign in; resolves when that is over. */
  signIn(): Promise<void>;
  tokens(): Token[];
  logins(): Login[];
  /** The requests that reached the token endpoint. */
  asked(): OddRequest[];
  /** That nothing was kept, and why. Returns the sentence that the tester reads. */
  refused(code: string): string;
};

export type Plot = {
  profile?: Partial<Profile>;
  metadata?: Record<string, unknown>;
  /** What the token endpoint, and everything else at the server, answers. */
  answer?: (request: OddRequest, scene: Scene) => OddAnswer | Promise<OddAnswer>;
  /** Where the sign-in window ends up. */
  window?: (scene: Scene) => string | Promise<string>;
};

/**
 * A whole Tokendock with one profile of one server, that keeps to the protocol in all but what a test says. The issuer is all that the
 * profile knows of it, as with most testers.
 */
export async function createScene(plot: Plot = {}): Promise<Scene> {
  const answer = plot.answer ?? (async (_request, each) => tokens({ id_token: await each.idToken() }));
  const issuer = await startOddIssuer((request) => answer(request, scene), plot.metadata);
  const memory = createMemory();
  const profile = aProfile({
    issuer: issuer.origin,
    endpoints: {},
    scope: ['openid'],
    client_secret,
    token_endpoint_auth_method: 'client_secret_post',
    ...plot.profile,
  });
  memory.disk.profiles.set(profile.id, profile);
  memory.identityWindow.answer = async (url) => {
    scene.request = new URL(url).searchParams;
    return plot.window ? plot.window(scene) : scene.callback();
  };
  const scene: Scene = {
    issuer,
    memory,
    ports: memory.background().ports,
    profile,
    request: new URLSearchParams(),
    idToken: (claims = {}, header) =>
      issuer.idToken({ nonce: scene.request.get('nonce') ?? undefined, ...claims }, header),
    callback(changes = {}) {
      const right = { code: 'the-code', state: scene.request.get('state') ?? '', iss: issuer.origin };
      const given = Object.entries({ ...right, ...changes }).filter(
        (each): each is [string, string] => each[1] !== undefined,
      );
      return `${identityRedirectUri}?${new URLSearchParams(given)}`;
    },
    signIn: () => startLogin(profile.id, scene.ports),
    tokens: () => [...memory.disk.tokens.values()],
    logins: () => [...memory.disk.logins.values()],
    asked: () => issuer.requests.filter(({ path }) => path === '/token'),
    refused(code) {
      expect(scene.tokens()).toEqual([]);
      const [login] = scene.logins();
      expect(login).toMatchObject({ step: 'failed', failure: { code } });
      return sentenceOf(login?.failure, scene);
    },
  };
  return scene;
}

/** What the tester reads of a failure, which holds nothing secret of its login. */
export function sentenceOf(failure: FailureRecord | undefined, { request, asked }: Scene): string {
  if (!failure) throw new Error('nothing failed');
  const { sentence, tryThis } = failureText(failure);
  const sent = asked().flatMap(({ body }) => [body.get('code_verifier'), body.get('refresh_token')]);
  const secrets = [client_secret, 'the-code', 'odd-access', request.get('nonce'), ...sent];
  for (const secret of secrets) if (secret) expect(JSON.stringify([failure, sentence])).not.toContain(secret);
  expect(sentence).toMatch(/[.:]$/);
  expect(tryThis.length).toBeGreaterThan(5);
  return sentence;
}
