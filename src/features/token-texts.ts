import type { Token } from '../core/token.ts';

/** Every secret text that a token is made of. */
export function tokenTexts(
  token: Pick<Token, 'access_token' | 'refresh_token' | 'id_token' | 'further'>,
): (string | undefined)[] {
  const further = (token.further ?? []).flatMap((each) => [each.access_token, each.refresh_token]);
  return [token.access_token, token.refresh_token, token.id_token, ...further];
}
