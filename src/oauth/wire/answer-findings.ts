import type { Exchange, Finding } from '../../core/exchange.ts';
import type { Profile } from '../../core/profile.ts';
import { forKind } from '../../core/request-kind.ts';
import { heardBy } from './heard-by.ts';
import { neededLife } from './needed-life.ts';

/**
 * What a kept answer says in a way that the profile, as it is by now, does not name, with the setting that would. Who reads a trace asks
 * this: once the setting is taken, there is nothing to be said any more.
 */
export function answerFindings({ purpose, response }: Exchange, profile: Profile): Finding[] {
  const kind = (['token', 'refresh'] as const).find((each) => purpose === `${each} request`);
  const heard = kind && heardBy({ purpose, response, profile });
  if (!kind || !heard || heard.isError || heard.needed) return [];
  const values = neededLife(heard.original, forKind(profile.deviations?.answers, kind));
  return values ? [{ code: 'life_elsewhere', values }] : [];
}
