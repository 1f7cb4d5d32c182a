import type { Trace } from '../../core/exchange.ts';
import type { Workbench } from '../models/workbench.ts';
import { ago } from '../span.ts';
import { text } from '../text.ts';
import { copyOfTrace, hasFailed } from '../trace-text.ts';
import { traceText } from '../workbench-text.ts';
import { ExchangeStep } from './exchange-step.tsx';

const lanes = ['browser', 'tokendock', 'server'] as const;

/** One login, renewal or question, as a sequence between browser, Tokendock and server. */
export function TraceCard({ workbench, trace, open }: { workbench: Workbench; trace: Trace; open: boolean }) {
  const { clock, copying } = workbench.popup;
  const { exchanges, id, startedAt, what } = trace;
  const findings = exchanges.flatMap((exchange) => exchange.findings).length;
  const copied = copying.copied.value === id;
  return (
    <details class="card trace" open={open}>
      <summary>
        <h3>{traceText.what[what]}</h3>{' '}
        <span class="small quiet" title={new Date(startedAt).toISOString()}>
          {ago(startedAt, clock.now.value)} · {traceText.count(exchanges.length)}
        </span>
        {findings > 0 && <span class="small soon"> · {traceText.findings(findings)}</span>}
        {exchanges.some(hasFailed) && <span class="small over"> · {traceText.failed}</span>}
      </summary>
      <div class="sequence">
        <div class="lanes" role="img" aria-label={traceText.lanesLabel}>
          {lanes.map((lane) => (
            <span key={lane}>{traceText.lanes[lane]}</span>
          ))}
        </div>
        <ol>
          {exchanges.map((exchange, at) => (
            <ExchangeStep
              key={exchange.id}
              exchange={exchange}
              number={at + 1}
              onTake={(offer) => void workbench.popup.settings.take(trace.profileId, offer, () => undefined)}
            />
          ))}
        </ol>
      </div>
      <div class="row end">
        <button type="button" class={copied ? 'soft ok' : 'soft'} onClick={() => copying.text(id, copyOfTrace(trace))}>
          {copied ? text.copy.done : traceText.copy}
        </button>
      </div>
    </details>
  );
}
