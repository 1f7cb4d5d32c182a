import type { FailureRecord } from '../../core/failure.ts';
import type { Popup } from '../models/popup.ts';
import { offerOf } from '../models/settings.ts';
import { text } from '../text.ts';

type Props = { popup: Popup; profileId: string; failure: FailureRecord; again: () => unknown };

/** One click takes over what the provider needs, and tries again. */
export function TakeSetting({ popup, profileId, failure, again }: Props) {
  const offer = offerOf(failure);
  if (!offer) return null;
  return (
    <button
      type="button"
      class="main take"
      title={text.setting.hint}
      onClick={() => void popup.settings.take(profileId, offer, again)}
    >
      {text.setting.offer(offer)}
    </button>
  );
}
