import { formText } from '../form-text.ts';
import { apiText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { FailureText } from './failure-text.tsx';

/** For those who know only the API: it may name its server itself. */
export function ApiSearch({ popup }: { popup: Popup }) {
  const { apiSearch } = popup;
  const state = apiSearch.state.value;
  return (
    <details class="flat">
      <summary class="small">{apiText.open}</summary>
      <div class="row tight">
        <input
          class="grow"
          type="url"
          aria-label={apiText.label}
          aria-describedby="api-hint"
          aria-invalid={state?.step === 'wrong'}
          placeholder={apiText.placeholder}
          value={apiSearch.url.value}
          spellcheck={false}
          onInput={(event) => apiSearch.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            void apiSearch.find();
          }}
        />
        <button type="button" class="soft" onClick={() => void apiSearch.find()}>
          {apiText.find}
        </button>
      </div>
      <p id="api-hint" class="small quiet">
        {apiText.hint}
      </p>
      <div role="status">
        {state?.step === 'asking' && <p class="small quiet">{formText.finding(state.host)}</p>}
        {state?.step === 'wrong' && <p class="error">{state.sentence}</p>}
        {state?.step === 'failed' && <FailureText failure={state.failure} />}
        {state?.step === 'found' && <FoundIssuers popup={popup} issuers={state.issuers} />}
      </div>
    </details>
  );
}

/** Each is a click of its own: the browser asks for its host. */
function FoundIssuers({ popup, issuers }: { popup: Popup; issuers: readonly string[] }) {
  if (issuers.length === 0) return <p class="small soon">{apiText.none}</p>;
  return (
    <div class="chips">
      {issuers.map((issuer) => (
        <button
          key={issuer}
          type="button"
          class="chip"
          onClick={() => {
            popup.form.changeIssuer(issuer);
            void popup.discovery.find();
          }}
        >
          {apiText.use(issuer)}
        </button>
      ))}
    </div>
  );
}
