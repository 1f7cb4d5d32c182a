import type { ProfileDraft } from '../../core/profile-draft.ts';
import { formText } from '../form-text.ts';
import { endpointText } from '../models/profile-form.ts';
import { usedEndpoints } from '../used-endpoints.ts';

/** What the chosen grant needs and the server's metadata does not name: without it, nothing can be sent. */
export function MissingEndpoints({ draft }: { draft: ProfileDraft }) {
  const missing = draft.metadata ? usedEndpoints(draft).filter((name) => !endpointText(draft, name).trim()) : [];
  if (missing.length === 0) return null;
  const names = missing.map((name) => formText.endpoint[name].toLowerCase());
  return <p class="small soon">{formText.endpointsMissing(names.join(', '))}</p>;
}
