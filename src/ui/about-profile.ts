import type { ProfileView } from '../core/snapshot.ts';
import { grantNames } from './grant-text.ts';
import { text } from './text.ts';

/** In one line: its server, how it gets tokens, and for what. */
export function aboutProfile({ host, grant_type, pastedOnly, scope, sessionOnly }: ProfileView): string {
  const how = pastedOnly ? text.card.pasted : grantNames[grant_type];
  return [sessionOnly && text.card.sessionOnly, host, how, scope.join(' ')].filter(Boolean).join(' · ');
}
