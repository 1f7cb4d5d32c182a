import type { Ports } from '../core/ports.ts';
import type { ProfileDraft } from '../core/profile-draft.ts';
import { youngestFirst } from './youngest-first.ts';

/** So many forms of profiles that were never saved are kept. */
const mostNew = 5;

/** Keeps a half-filled form, one for each profile. Of profiles that were never saved, only the last few: nobody comes back for the others. */
export async function saveDraft(draft: ProfileDraft, ports: Pick<Ports, 'drafts' | 'profiles' | 'now'>): Promise<void> {
  await ports.drafts.put({ ...draft, editedAt: ports.now() });
  const drafts = await ports.drafts.list();
  if (drafts.length <= mostNew) return;
  const stored = new Set((await ports.profiles.list()).map(({ id }) => id));
  const fresh = drafts.filter(({ id }) => !stored.has(id)).sort(youngestFirst);
  for (const { id } of fresh.slice(mostNew)) await ports.drafts.delete(id);
}

export async function discardDraft(id: string, ports: Pick<Ports, 'drafts'>): Promise<void> {
  await ports.drafts.delete(id);
}
