import type { Workbench } from '../models/workbench.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { FailureText } from '../parts/failure-text.tsx';
import { tokenText } from '../token-text.ts';
import { traceText } from '../workbench-text.ts';
import { TraceCard } from './trace-card.tsx';

/** What was said for this profile, the youngest first and open. */
export function TraceView({ workbench }: { workbench: Workbench }) {
  const { profile, traces } = workbench;
  const list = traces.list.value;
  const shown = profile.value;
  if (!shown) return null;
  return (
    <div class="stack">
      {traces.failure.value && <FailureText failure={traces.failure.value} />}
      {!list && !traces.failure.value && (
        <p role="status" class="late quiet">
          {tokenText.reading}
        </p>
      )}
      {list?.length === 0 && (
        <div class="empty" role="status">
          <p>{traceText.none}</p>
          <p class="small quiet">{traceText.noneHint}</p>
        </div>
      )}
      {list && list.length > 0 && (
        <div class="row end">
          <button type="button" class="soft" onClick={() => void traces.saveHar(shown.id, shown.name)}>
            {traceText.export}
          </button>
          <AskFirst
            button={traceText.clear}
            question={traceText.clearSure}
            sure={traceText.clearDo}
            onSure={() => void traces.clear(shown.id)}
          />
        </div>
      )}
      {list?.map((trace, at) => (
        <TraceCard key={trace.id} workbench={workbench} trace={trace} open={at === 0} />
      ))}
    </div>
  );
}
