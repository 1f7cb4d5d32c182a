import { type OddServer, startOddServer } from '../odd-server.ts';
import { grant, refuse, strictEndpoint } from './strict-endpoint.ts';

export const ciba = 'urn:openid:params:grant-type:ciba';

export type CibaServer = OddServer & {
  /** What the user does at the phone. */
  decide(auth_req_id: string, decision: 'allow' | 'deny'): void;
  /** The request that a user was asked for last, on their phone. */
  askedOf(user: string): string | undefined;
  /** Faults that pass: so many next polls get a 503. */
  failPolls(count: number): void;
};

type Asked = { user: string; expiresAt: number; notBefore: number; decision: 'pending' | 'allow' | 'deny' | 'used' };

const interval = 5000;

/** A backchannel authentication endpoint and its token endpoint in poll mode (OpenID CIBA Core 1.0), by the clock that the test holds. */
export async function startCibaServer(now: () => number): Promise<CibaServer> {
  const asked = new Map<string, Asked>();
  let failing = 0;
  const poll = strictEndpoint({
    [ciba](body) {
      const known = asked.get(body.get('auth_req_id') ?? '');
      if (!known || known.decision === 'used') return refuse('invalid_grant', 'no such auth_req_id');
      if (now() >= known.expiresAt) return refuse('expired_token', 'nobody answered');
      if (now() < known.notBefore) {
        known.notBefore = now() + interval;
        return refuse('slow_down', 'too often');
      }
      known.notBefore = now() + interval;
      if (known.decision === 'pending') return refuse('authorization_pending', 'not yet');
      if (known.decision === 'deny') return refuse('access_denied', 'the user said no');
      known.decision = 'used';
      return grant({ access_token: `for-${known.user}` });
    },
  });
  const ask = strictEndpoint((body) => {
    if (!body.get('scope')?.split(' ').includes('openid')) return refuse('invalid_scope', 'openid is required (7.1)');
    const hints = ['login_hint', 'login_hint_token', 'id_token_hint'].filter((name) => body.has(name));
    if (hints.length !== 1) return refuse('invalid_request', 'exactly one hint (7.1)');
    const user = body.get('login_hint') ?? '';
    if (user === 'nobody') return refuse('unknown_user_id', 'nobody is called so');
    if ((body.get('binding_message') ?? '').length > 20) return refuse('invalid_binding_message', 'too long');
    const auth_req_id = crypto.randomUUID();
    asked.set(auth_req_id, { user, expiresAt: now() + 120_000, notBefore: now() + interval, decision: 'pending' });
    return { json: { auth_req_id, expires_in: 120, interval: 5 } };
  });
  const server = await startOddServer((request, at) => {
    if (request.path !== '/token') return ask(request, at);
    if (failing === 0) return poll(request, at);
    failing -= 1;
    return { status: 503, body: 'later' };
  });
  return {
    ...server,
    decide(auth_req_id, decision) {
      const known = asked.get(auth_req_id);
      if (known) known.decision = decision;
    },
    askedOf: (name) => [...asked].findLast(([, { user }]) => user === name)?.[0],
    failPolls(count) {
      failing = count;
    },
  };
}
