import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import { clientSecrets } from '../oauth/client.ts';
import { hideKnown } from '../oauth/hide-known.ts';
import { tokenTexts } from './token-texts.ts';

/** What a token may do, as it is shown: a server may have written into it what it got. */
export function shownScope(token: Token, profile: Profile): string[] {
  // As one text: a password may have spaces in it.
  const shown = hideKnown(token.scope.join(' '), [...tokenTexts(token), ...clientSecrets(profile)]);
  return shown === '' ? [] : shown.split(' ');
}
