import type { Finding, Trace } from '../core/exchange.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { withSetting } from '../core/with-setting.ts';
import { requestFindings } from '../oauth/wire/request-findings.ts';
import { listTraces } from './traces.ts';

/**
 * The traces of a profile, the youngest first, with what its deviations say of the requests. A setting that was found missing is offered
 * until the profile has it.
 */
export async function readTraces(profileId: string, ports: Pick<Ports, 'traces' | 'profiles'>): Promise<Trace[]> {
  const profile = await ports.profiles.get(profileId);
  const traces = await listTraces(profileId, ports);
  if (!profile?.deviations) return traces;
  return traces.map((trace) => ({
    ...trace,
    exchanges: trace.exchanges.map((each) => ({
      ...each,
      findings: [...requestFindings(each, profile), ...each.findings.map((finding) => unlessTaken(finding, profile))],
    })),
  }));
}

function unlessTaken(finding: Finding, { deviations }: Profile): Finding {
  const { setting, ...values } = finding.values ?? {};
  if (setting === undefined) return finding;
  const isTaken = JSON.stringify(withSetting(deviations, setting)) === JSON.stringify(deviations);
  return isTaken ? { ...finding, values } : finding;
}
