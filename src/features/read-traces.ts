import type { Trace } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import { answerFindings } from '../oauth/wire/answer-findings.ts';
import { requestFindings } from '../oauth/wire/request-findings.ts';
import { listTraces } from './traces.ts';

/** The traces of a profile, the youngest first, with what is found by what the profile says now. */
export async function readTraces(profileId: string, ports: Pick<Ports, 'traces' | 'profiles'>): Promise<Trace[]> {
  const profile = await ports.profiles.get(profileId);
  const traces = await listTraces(profileId, ports);
  if (!profile) return traces;
  return traces.map((trace) => ({
    ...trace,
    exchanges: trace.exchanges.map((each) => ({
      ...each,
      findings: [...requestFindings(each, profile), ...each.findings, ...answerFindings(each, profile)],
    })),
  }));
}
