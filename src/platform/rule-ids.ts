/** Session rules are known by number. Header rules count from 1; what stops a sign-in tab lies far above them. */
export const ownRequestsRuleId = 999_999;
export const otherOriginRuleId = 999_998;
const firstStop = 1_000_000;

export function stopRuleId(tabId: number): number {
  return firstStop + (tabId % 1_000_000_000);
}

export function isHeaderRule(id: number): boolean {
  return id < otherOriginRuleId;
}
