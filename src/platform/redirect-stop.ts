import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';
import { stopsInWebRequest } from './quirks.ts';
import { stopRuleId } from './rule-ids.ts';

/** Keeps a sign-in tab from reaching the redirect URI, so that the code in it never gets to the app that lives there. */
export const redirectStop = {
  async set(tabId: number, redirectUri: string): Promise<void> {
    if (stopsInWebRequest) return;
    const rule: DeclarativeNetRequest.Rule = {
      id: stopRuleId(tabId),
      priority: 1_000_000,
      action: { type: 'block' },
      condition: { urlFilter: `|${withoutWildcards(redirectUri)}`, resourceTypes: ['main_frame'], tabIds: [tabId] },
    };
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule.id], addRules: [rule] });
  },

  async remove(tabId: number): Promise<void> {
    if (stopsInWebRequest) return;
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [stopRuleId(tabId)] });
  },
};

/** In a filter `*` and `^` stand for other characters, so the filter ends before them: it then stops more, never less. */
function withoutWildcards(redirectUri: string): string {
  const url = new URL(redirectUri);
  return `${url.origin}${url.pathname}`.split(/[*^|]/)[0] ?? '';
}
