import type { ProfileView } from '../../core/snapshot.ts';
import type { Workbench } from '../models/workbench.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { tokenText } from '../token-text.ts';
import { registeredText } from '../workbench-text.ts';
import { Facts } from './facts.tsx';

type Props = { workbench: Workbench; profile: ProfileView };

/** What the server keeps of the client, and how to change or end it (RFC 7592). Once it is deleted, only that is said. */
export function RegisteredClient({ workbench, profile }: Props) {
  const { popup, registered } = workbench;
  const state = registered.state.value?.profileId === profile.id ? registered.state.value : undefined;
  const isGoing = state?.step === 'asking' || state?.step === 'deleted';
  if (!profile.registered && !isGoing) return null;
  return (
    <details class="card">
      <summary>{registeredText.title}</summary>
      <div class="stack">
        {profile.registered && (
          <>
            <p class="small quiet">{registeredText.hint}</p>
            <div class="row wrapping">
              <button type="button" class="soft" onClick={() => void registered.read(profile)}>
                {registeredText.read}
              </button>
              <button type="button" class="soft" onClick={() => void registered.update(profile)}>
                {registeredText.update}
              </button>
              <AskFirst
                button={registeredText.delete}
                question={registeredText.deleteSure}
                sure={registeredText.deleteDo}
                onSure={() => void registered.remove(profile)}
              />
            </div>
          </>
        )}
        <div role="status">
          {state?.step === 'asking' && <p class="quiet">{tokenText.asking}</p>}
          {state?.step === 'deleted' && <p class="ok">{registeredText.deleted}</p>}
          {state?.step === 'failed' && <FailureText failure={state.failure} />}
          {state?.step === 'read' && <Facts fields={state.fields} now={popup.clock.now.value} />}
        </div>
      </div>
    </details>
  );
}
