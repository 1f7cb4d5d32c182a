/** Session rules are known by number. What bindings add counts from 1; what stops a sign-in tab lies far above them. */
export const ownRequestsRuleId = 999_999;
const firstOrigin = 900_000;
const firstStop = 1_000_000;

/** Of the rule for our own requests to one host. Two hosts with the same number would take turns badly, no more. */
export function otherOriginRuleId(host: string): number {
  return firstOrigin + [...host].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_000, 0);
}

export function stopRuleId(tabId: number): number {
  return firstStop + (tabId % 1_000_000_000);
}

export function isBindingRule(id: number): boolean {
  return id < firstOrigin;
}
