import * as v from 'valibot';
import type { Ports } from '../core/ports.ts';
import { type ProfileDraft, profileDraft } from '../core/profile-draft.ts';

/** Keeps a half-filled form. There is one at a time: the popup shows one form. */
export async function saveDraft(draft: ProfileDraft, ports: Pick<Ports, 'drafts'>): Promise<void> {
  const entry = v.parse(profileDraft, draft);
  await ports.drafts.put(entry);
  for (const other of await ports.drafts.list()) if (other.id !== entry.id) await ports.drafts.delete(other.id);
}

export async function discardDraft(id: string, ports: Pick<Ports, 'drafts'>): Promise<void> {
  await ports.drafts.delete(id);
}
