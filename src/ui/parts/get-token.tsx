import type { ProfileView } from '../../core/snapshot.ts';
import { benchLink } from '../bench-link.ts';
import { isGood } from '../life.ts';
import { isRunning } from '../models/logins.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';

/** Filled when it is what the tester most likely wants next. While a request runs it keeps its place, and the focus. */
export function GetToken({ popup, profile }: { popup: Popup; profile: ProfileView }) {
  const now = popup.clock.now.value;
  const wanted = !profile.login && !profile.tokens.some((token) => isGood(token, now));
  const running = isRunning(profile.login);
  if (profile.pastedOnly) {
    return (
      <a class="button soft" {...benchLink(popup, { profileId: profile.id, view: 'tokens' })}>
        {text.card.paste}
      </a>
    );
  }
  return (
    <button
      type="button"
      id={`get-${profile.id}`}
      class={wanted ? 'main' : 'soft'}
      aria-disabled={running}
      aria-describedby={`profile-${profile.id}`}
      onClick={() => running || popup.logins.start(profile)}
    >
      {text.card.get}
    </button>
  );
}
