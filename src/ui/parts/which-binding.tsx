import { useId, useState } from 'preact/hooks';
import type { BindingView, Snapshot } from '../../core/snapshot.ts';
import { type Verdict, verdictOn } from '../../core/verdict.ts';
import type { Popup } from '../models/popup.ts';
import { pageOf } from '../tab-binding.ts';
import { whichText } from '../which-text.ts';
import { withScheme } from '../with-scheme.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Says of any request of this page which binding holds for it, and why. */
export function WhichBinding({ popup }: { popup: Popup }) {
  const [url, setUrl] = useState('');
  const [method, setMethod] = useState('GET');
  const id = useId();
  const snapshot = popup.status.snapshot.value;
  if (!snapshot || !pageOf(snapshot)) return null;
  return (
    <div class="stack which">
      <label class="label" for={id}>
        {whichText.url}
      </label>
      <div class="row">
        <input
          id={id}
          class="grow"
          value={url}
          spellcheck={false}
          placeholder={whichText.placeholder}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
        <select aria-label={whichText.method} value={method} onChange={(event) => setMethod(event.currentTarget.value)}>
          {methods.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      <p role="status" class="small">
        {url.trim() && sayWhich(snapshot, withScheme(url.trim()), method)}
      </p>
    </div>
  );
}

function sayWhich(snapshot: Snapshot, typed: string, method: string): string {
  const page = pageOf(snapshot);
  const url = URL.parse(typed)?.href;
  if (!page || !url) return whichText.noUrl;
  const working = snapshot.bindings.filter(({ permitted }) => permitted);
  return words(verdictOn(working, page, { url, method }));
}

function words(verdict: Verdict): string {
  const { reach } = verdict;
  if (verdict.holds) {
    const over = verdict.over ? labelOf(verdict.over.binding) : '';
    return `${whichText.holds(labelOf(verdict.reach.binding), verdict.reach.pattern)} ${whichText.because[verdict.because](over)}`;
  }
  if (reach) return whichText.leftOut(labelOf(reach.binding), reach.pattern);
  const near = verdict.because === 'none' ? verdict.nearest : undefined;
  return near ? `${whichText.nearest(labelOf(near.binding))} ${whichText.misses[near.miss]}` : whichText.none;
}

/** Bindings of a snapshot have the label of their token. */
function labelOf(binding: object): string {
  return (binding as BindingView).label;
}
