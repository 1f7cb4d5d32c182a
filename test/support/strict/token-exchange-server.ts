import { type OddServer, startOddServer } from '../odd-server.ts';
import { grant, refuse, strictEndpoint } from './strict-endpoint.ts';

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

/** The tokens that can be exchanged, with their types. */
const exchangeable = new Map([
  ['subject-of-alice', accessToken],
  ['id-of-alice', 'urn:ietf:params:oauth:token-type:id_token'],
  ['actor-of-desk', accessToken],
]);

/** It was good once. */
export const expired = 'subject-of-yesterday';

const types = [...new Set(exchangeable.values())];
const audiences = ['https://api.example', 'pets'];

/** A token endpoint that exchanges tokens as RFC 8693 says, and refuses what it does not allow. */
export function startTokenExchangeServer(): Promise<OddServer> {
  const answer = strictEndpoint({
    [tokenExchange](body) {
      if (body.get('subject_token') === expired)
        return refuse('invalid_request', 'the subject token has ended (2.2.2)');
      const actor = body.get('actor_token');
      const actorType = body.get('actor_token_type');
      if (!body.has('subject_token') || !body.has('subject_token_type'))
        return refuse('invalid_request', 'subject_token and its type are required (2.1)');
      // “MUST NOT be included when the actor_token parameter is not present” (2.1).
      if ((actor === null) !== (actorType === null)) return refuse('invalid_request', 'actor_token without its type');
      if (exchangeable.get(body.get('subject_token') ?? '') !== body.get('subject_token_type'))
        return refuse('invalid_request', 'the subject token is not valid (2.2.2)');
      if (actor !== null && exchangeable.get(actor) !== actorType)
        return refuse('invalid_request', 'the actor token is not valid (2.2.2)');
      const targets = [...body.getAll('resource'), ...body.getAll('audience')];
      if (targets.some((target) => !audiences.includes(target))) return refuse('invalid_target', 'not for that target');
      const wanted = body.get('requested_token_type') ?? accessToken;
      if (!types.includes(wanted)) return refuse('invalid_request', 'no such token type (3)');
      // What is no access token has no use as one (2.2.1).
      const token_type = wanted === accessToken ? 'Bearer' : 'N_A';
      return grant({ access_token: `for-${targets.join('+') || 'all'}`, issued_token_type: wanted, token_type });
    },
  });
  return startOddServer(answer);
}
