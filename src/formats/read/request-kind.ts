export type RequestKind =
  | 'authorization'
  | 'pushed'
  | 'token'
  | 'refresh'
  | 'device'
  | 'ciba'
  | 'user info'
  | 'introspection'
  | 'revocation'
  | 'metadata'
  | 'callback';

/** What a request is for, by its parameters, else by the last words of its path. Undefined: nobody knows. */
export function requestKind(
  method: string,
  path: string,
  parameters: ReadonlyMap<string, string>,
): RequestKind | undefined {
  const has = (name: string) => parameters.has(name);
  const isGet = method === 'GET';
  if (parameters.get('grant_type') === 'refresh_token') return 'refresh';
  if (has('grant_type')) return 'token';
  if (/\/\.well-known\//.test(path)) return 'metadata';
  if (has('response_type') || has('request_uri')) return /(?:\bpar|push\w*)$/i.test(path) ? 'pushed' : 'authorization';
  if (has('token')) return /revo/i.test(path) ? 'revocation' : 'introspection';
  if (isGet && has('code')) return 'callback';
  if (/device/i.test(path) && has('client_id')) return 'device';
  if (/bc-auth|backchannel|ciba/i.test(path)) return 'ciba';
  if (/user-?_?info|\/me$|\/introspect$/i.test(path)) return /introspect/.test(path) ? 'introspection' : 'user info';
  if (/authori[sz]e|authori[sz]ation|\/auth$/i.test(path)) return 'authorization';
  return /token$/i.test(path) ? 'token' : undefined;
}
