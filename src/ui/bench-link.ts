import type { Popup } from './models/popup.ts';
import { type Place, workbenchLink } from './place.ts';

/** What makes an anchor lead into the workbench: from the popup into a tab of its own, from the workbench just there. */
export function benchLink({ leave }: Popup, place: Place) {
  const href = workbenchLink(place);
  return leave ? { href, target: '_blank', rel: 'noreferrer', onClick: leave } : { href };
}
