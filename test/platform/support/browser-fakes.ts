import type { DeclarativeNetRequest } from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Rule = DeclarativeNetRequest.Rule;

/** Session rules as Chromium keeps them: an update is refused as a whole, and each one is counted. */
export function fakeSessionRules() {
  const rules = new Map<number, Rule>();
  const updates: { added: number[]; removed: number[] }[] = [];
  const tooLarge = (regex = '') => regex.length > 500;
  Object.assign(fakeBrowser, {
    declarativeNetRequest: {
      getSessionRules: async () => structuredClone([...rules.values()]),
      isRegexSupported: async ({ regex }: { regex: string }) => ({ isSupported: !tooLarge(regex) }),
      async updateSessionRules({ removeRuleIds = [], addRules = [] }: { removeRuleIds?: number[]; addRules?: Rule[] }) {
        const left = new Set([...rules.keys()].filter((id) => !removeRuleIds.includes(id)));
        for (const { id, condition } of addRules) {
          if (left.has(id)) throw new Error(`Rule with id ${id} does not have a unique ID.`);
          if (tooLarge(condition.regexFilter)) throw new Error('exceeds the memory limit');
        }
        for (const id of removeRuleIds) rules.delete(id);
        for (const rule of addRules) rules.set(rule.id, structuredClone(rule));
        updates.push({ added: addRules.map(({ id }) => id), removed: removeRuleIds });
      },
    },
  });
  return { rules, updates };
}
