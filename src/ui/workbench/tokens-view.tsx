import type { Workbench } from '../models/workbench.ts';
import { TokenRow } from '../parts/token-row.tsx';
import { hashOf } from '../place.ts';
import { workbenchText } from '../workbench-text.ts';
import { PasteToken } from './paste-token.tsx';
import { TokenDetailsView } from './token-details-view.tsx';

const words = workbenchText.tokens;

/** The profile's tokens, and one of them opened. */
export function TokensView({ workbench }: { workbench: Workbench }) {
  const { popup, pasting, profile, token } = workbench;
  const shown = profile.value;
  if (!shown) return null;
  return (
    <div class="tokens">
      <div>
        {shown.tokens.length > 0 ? (
          <ul class="card">
            {shown.tokens.map((each) => (
              <TokenRow
                key={each.id}
                popup={popup}
                token={each}
                profileId={shown.id}
                href={hashOf({ profileId: shown.id, view: 'tokens', tokenId: each.id })}
                current={each.id === token.value?.id}
              />
            ))}
          </ul>
        ) : (
          <p class="empty quiet">{words.none}</p>
        )}
        {pasting.token.value?.profileId === shown.id ? (
          <PasteToken workbench={workbench} token={pasting.token.value} />
        ) : (
          <button type="button" id="paste" class="soft" onClick={() => pasting.open(shown.id)}>
            {words.paste}
          </button>
        )}
      </div>
      {token.value && (
        <TokenDetailsView key={token.value.id} workbench={workbench} profile={shown} id={token.value.id} />
      )}
    </div>
  );
}
