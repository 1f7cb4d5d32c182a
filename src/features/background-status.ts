import type { Ports } from '../core/ports.ts';
import type { BackgroundStatus } from '../core/snapshot.ts';
import { renewingTokens } from './renew-token.ts';

/** What pages can't read by themselves. The form is read here, after all that was typed into it is stored. */
export async function backgroundStatus(ports: Pick<Ports, 'drafts'>): Promise<BackgroundStatus> {
  return { renewing: renewingTokens(), drafts: await ports.drafts.list() };
}
