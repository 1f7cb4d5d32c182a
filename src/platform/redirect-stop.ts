import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import { stopsInWebRequest } from './quirks.ts';
import { stopRuleId } from './rule-ids.ts';

/** Keeps a sign-in tab from reaching the redirect URI, so that the code in it never gets to the app that lives there. */
export const redirectStop = {
  async set(tabId: number, redirectUri: string): Promise<void> {
    if (stopsInWebRequest) return;
    const rule: DeclarativeNetRequest.Rule = {
      id: stopRuleId(tabId),
      // Above all that bindings do: where one lets its API's requests go, a code would go with them.
      priority: 2 ** 23 - 1,
      action: { type: 'block' },
      condition: { regexFilter: answerAt(redirectUri), resourceTypes: ['main_frame'], tabIds: [tabId] },
    };
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule.id], addRules: [rule] });
  },

  async remove(tabId: number): Promise<void> {
    if (stopsInWebRequest) return;
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [stopRuleId(tabId)] });
  },
};

/** The redirect URI with any answer added. Nothing beside it: the server's own pages may lie below it. */
function answerAt(redirectUri: string): string {
  const { protocol, host, pathname } = new URL(redirectUri);
  return `^${`${protocol}//${host}${pathname}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:[?#].*)?$`;
}
