import { useEffect, useState } from 'preact/hooks';
import { type SigningAlgorithm, signingAlgorithms } from '../../core/profile.ts';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import { keyText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { AlgorithmSelect } from './algorithm-select.tsx';
import { FailureText } from './failure-text.tsx';
import { Field } from './field.tsx';
import { KeyImport } from './key-import.tsx';
import { PublicKey } from './public-key.tsx';

/** The key that signs: chosen, made here, or imported. */
export function KeyField({ popup, draft }: { popup: Popup; draft: ProfileDraft }) {
  const { form, keys } = popup;
  const known = draft.metadata?.token_endpoint_auth_signing_alg_values_supported ?? [];
  const [alg, setAlg] = useState<SigningAlgorithm>(
    signingAlgorithms.find((each) => known.includes(each)) ?? signingAlgorithms[0],
  );
  const [importing, setImporting] = useState(false);
  useEffect(() => void keys.load(), [keys]);
  const chosen = keys.chosen();
  return (
    <div class="field part">
      <Field name="keyId" label={keyText.key} error={form.errors.value.keyId} required>
        {(control) => (
          <select
            {...control}
            value={draft.keyId}
            onChange={(event) => form.change({ keyId: event.currentTarget.value })}
          >
            <option value="">{keyText.none}</option>
            {keys.list.value?.map((key) => (
              <option key={key.id} value={key.id} selected={key.id === draft.keyId}>
                {keyText.title(key.alg, key.publicJwk.kid)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen && <PublicKey popup={popup} jwk={chosen} />}
      {importing ? (
        <KeyImport popup={popup} alg={alg} onAlg={setAlg} onDone={() => setImporting(false)} />
      ) : (
        <div class="row tight">
          <AlgorithmSelect alg={alg} onAlg={setAlg} />
          <button
            type="button"
            class="soft"
            aria-disabled={keys.busy.value !== undefined}
            onClick={() => void keys.create(alg)}
          >
            {keys.busy.value === 'create' ? keyText.creating : keyText.create}
          </button>
          <button type="button" class="soft" onClick={() => setImporting(true)}>
            {keyText.import}
          </button>
        </div>
      )}
      <div role="status">{keys.failure.value && <FailureText failure={keys.failure.value} />}</div>
    </div>
  );
}
