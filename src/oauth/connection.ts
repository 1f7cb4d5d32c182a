import type * as oauth from 'oauth4webapi';
import type { Parameter, Stage } from '../core/parameter.ts';
import { parametersFor } from '../core/parameter.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { RequestKind } from '../core/request-kind.ts';
import { clientAuth, clientOf } from './client.ts';
import type { requestOptions } from './request-options.ts';
import { serverOf } from './server.ts';
import type { Known } from './wire/shape-request.ts';
import { wireOptions } from './wire/wire-options.ts';
import { bodyParameters } from './with-parameters.ts';

/** What requests in a client's name need of the world. */
export type OAuthPorts = Pick<Ports, 'fetch' | 'now' | 'randomId'> & {
  keys: Pick<Ports['keys'], 'get'>;
  dpopKeys: Pick<Ports['dpopKeys'], 'get' | 'put'>;
};

/** All that oauth4webapi wants for a request of a stage: client authentication and the tester's own parameters included. */
export type Connection = {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  auth: oauth.ClientAuth;
  /** The tester's parameters for the body, to be passed where `options` can't carry them. */
  own: URLSearchParams;
  options: ReturnType<typeof requestOptions> & { additionalParameters: URLSearchParams };
};

/**
 * The connection for one kind of request. The first request of a grant without a front channel (device, CIBA, PAR) carries the parameters
 * of the stage `authorize`, which all stand in the body but for headers. `known` are values that the profile's deviations may name.
 */
export function connect(
  profile: Profile,
  ports: Pick<OAuthPorts, 'fetch' | 'keys' | 'now'>,
  kind: RequestKind,
  abort?: AbortSignal,
  known?: Known,
): Connection {
  const stage = kind === 'token' || kind === 'refresh' ? kind : 'authorize';
  const parameters = parametersFor(profile.parameters, stage).map((each) => placed(each, stage));
  const own = bodyParameters(parameters);
  const wire = { profile, kind, now: ports.now, ...(known && { known }) };
  return {
    server: serverOf(profile),
    client: clientOf(profile),
    auth: clientAuth(profile, ports),
    own,
    options: {
      ...wireOptions(wire, ports.fetch, abort, parameters),
      additionalParameters: own,
    },
  };
}

function placed(parameter: Parameter, stage: Exclude<Stage, 'every'>): Parameter {
  return stage === 'authorize' && parameter.place === 'query' ? { ...parameter, place: 'body' } : parameter;
}
