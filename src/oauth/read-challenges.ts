import * as oauth from 'oauth4webapi';

/** A longer one says nothing that is meant to be read; and reading it takes the square of its length (characters). */
export const longestChallenge = 8000;

/** What an API says about a request that it refused (RFC 9110, section 11.6.1), read by oauth4webapi. Empty for what it can't read. */
export async function readChallenges(header: string): Promise<oauth.WWWAuthenticateChallenge[]> {
  if (header.length > longestChallenge) return [];
  try {
    // The library reads a challenge as part of a request: it gets one that was answered already.
    await oauth.protectedResourceRequest('none', 'GET', new URL('https://api.invalid/'), undefined, null, {
      [oauth.customFetch]: async () => new Response(null, { status: 401, headers: { 'www-authenticate': header } }),
    });
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError) return error.cause;
    // A text that no header may hold: there is nothing to read in it.
  }
  return [];
}
