import type { Ports } from '../core/ports.ts';
import type { StoredDraft } from '../core/profile-draft.ts';

/** Keeps a half-filled form. There is one at a time: the popup shows one form. */
export async function saveDraft(draft: StoredDraft, ports: Pick<Ports, 'drafts'>): Promise<void> {
  await ports.drafts.put(draft);
  for (const other of await ports.drafts.list()) if (other.id !== draft.id) await ports.drafts.delete(other.id);
}

export async function discardDraft(id: string, ports: Pick<Ports, 'drafts'>): Promise<void> {
  await ports.drafts.delete(id);
}
