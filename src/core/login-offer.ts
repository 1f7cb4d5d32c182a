import type { Offer } from './activity.ts';
import type { Wanted } from './login.ts';

/** Offers a login that asks for this. Nothing else gets into it, and no empty wish. */
export function loginOffer({ acr_values, max_age, scope }: Wanted): Offer {
  return {
    do: 'log_in_again',
    ...(acr_values && { acr_values }),
    ...(max_age && { max_age }),
    ...(scope && { scope }),
  };
}
