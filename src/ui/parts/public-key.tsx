import type { KeyView } from '../../core/signing-key.ts';
import { keyText } from '../key-text.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { AskFirst } from './ask-first.tsx';
import { RawText } from './raw-text.tsx';

/** What the server has to know of a key. */
export function PublicKey({ popup, jwk: { id, publicJwk } }: { popup: Popup; jwk: KeyView }) {
  const { copied } = popup.copying;
  const copies = [
    ['jwk', keyText.jwk, publicJwk],
    ['jwks', keyText.jwks, { keys: [publicJwk] }],
  ] as const;
  return (
    <div class="field">
      <p class="small quiet">{keyText.forServer}</p>
      <RawText label={keyText.jwkTitle} raw={JSON.stringify(publicJwk, undefined, 1)} />
      <div class="row tight wrapping">
        {copies.map(([name, label, value]) => (
          <button
            key={name}
            type="button"
            class={copied.value === name ? 'soft ok' : 'soft'}
            onClick={() => popup.copying.text(name, JSON.stringify(value, undefined, 2))}
          >
            {copied.value === name ? text.copy.done : label}
          </button>
        ))}
        <AskFirst
          button={keyText.remove}
          look="plain"
          question={keyText.removeSure}
          sure={keyText.removeDo}
          onSure={() => void popup.keys.remove(id)}
        />
      </div>
    </div>
  );
}
