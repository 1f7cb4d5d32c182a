import type { Trace } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import { requestFindings } from '../oauth/wire/request-findings.ts';
import { listTraces } from './traces.ts';

/** The traces of a profile, the youngest first, with what its deviations say of the requests. */
export async function readTraces(profileId: string, ports: Pick<Ports, 'traces' | 'profiles'>): Promise<Trace[]> {
  const profile = await ports.profiles.get(profileId);
  const traces = await listTraces(profileId, ports);
  if (!profile?.deviations) return traces;
  return traces.map((trace) => ({
    ...trace,
    exchanges: trace.exchanges.map((each) => ({
      ...each,
      findings: [...requestFindings(each, profile), ...each.findings],
    })),
  }));
}
