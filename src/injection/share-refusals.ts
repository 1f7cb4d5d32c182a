import type { Refusal, Verdict } from '../core/refusal.ts';

/** Asks once about calls of a page that were refused at the same time for the same reason: a thousand of them want one new token. */
export function shareRefusals(refused: (refusal: Refusal) => Promise<Verdict>): typeof refused {
  const running = new Map<string, Promise<Verdict>>();
  return (refusal) => {
    const { bindingId, status, challenge, nonce, url, isSecond } = refusal;
    const key = JSON.stringify([bindingId, status, challenge, nonce, isSecond, new URL(url).origin]);
    const verdict = running.get(key) ?? refused(refusal).finally(() => running.delete(key));
    running.set(key, verdict);
    return verdict;
  };
}
