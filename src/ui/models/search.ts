import { computed, signal } from '@preact/signals';
import type { ProfileView } from '../../core/snapshot.ts';
import type { Status } from './status.ts';

/** The profiles in which every typed word is found: in name, description, host, integration, or one of the users. */
export function createSearch({ status }: { status: Pick<Status, 'snapshot'> }) {
  const query = signal('');
  const found = computed(() => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const profiles = status.snapshot.value?.profiles ?? [];
    return profiles.filter((profile) => words.every((word) => wordsOf(profile).includes(word)));
  });
  return { query, found };
}

function wordsOf({ name, description, host, integration, tokens }: ProfileView): string {
  const users = tokens.flatMap((token) => [token.label, token.user?.name ?? '', token.user?.sub ?? '']);
  return [name, description, host, integration, ...users].join('\n').toLowerCase();
}
