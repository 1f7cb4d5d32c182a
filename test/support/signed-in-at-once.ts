import type { OddAnswer } from './odd-server.ts';

/** The answer of an authorization endpoint whose user is signed in and has agreed before (RFC 6749, section 4.1.2). */
export function signedInAtOnce(request: URL, code = 'the-code'): OddAnswer {
  const location = new URL(request.searchParams.get('redirect_uri') ?? '');
  location.searchParams.set('code', code);
  location.searchParams.set('state', request.searchParams.get('state') ?? '');
  return { status: 302, headers: { Location: location.href } };
}
