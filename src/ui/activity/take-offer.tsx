import type { ActivityRow, Offer } from '../../core/activity.ts';
import type { Wanted } from '../../core/login.ts';
import type { ActivityList } from '../models/activity.ts';
import { activityText as words } from './activity-text.ts';

/** What one click can do about a request: with what it would ask for, since it is the page that says so. */
export function TakeOffer({ activity, row }: { activity: ActivityList; row: ActivityRow }) {
  const { offer } = row;
  if (!offer) return null;
  if (activity.taken.value.includes(row.id)) return <p class="small quiet">{words.taken[offer.do]}</p>;
  const wishes = wishesOf(offer);
  return (
    <>
      <button type="button" class="soft" onClick={() => void activity.take(row, offer)}>
        {words.offer[offer.do]}
      </button>
      {wishes && <div class="small quiet wrap">{wishes}</div>}
    </>
  );
}

function wishesOf(offer: Offer): string {
  if (offer.do !== 'log_in_again') return '';
  const names: (keyof Wanted)[] = ['scope', 'acr_values', 'max_age'];
  return names.flatMap((name) => (offer[name] ? words.wanted[name](offer[name]) : [])).join(', ');
}
