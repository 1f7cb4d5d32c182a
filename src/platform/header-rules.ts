import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { HeaderRule, Ports } from '../core/ports.ts';
import { patternSources, ruleDomain } from '../core/url-pattern.ts';
import { placeRules, type UnplacedRule } from './place-rules.ts';
import { isHeaderRule } from './rule-ids.ts';

const resourceTypes: DeclarativeNetRequest.ResourceType[] = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'media',
  'websocket',
  'other',
];

/** Sets the session rules that add headers to just these; of two for one request the earlier wins. */
export const headerRules: Ports['headerRules'] = {
  async show(rules) {
    const present = (await browser.declarativeNetRequest.getSessionRules()).filter(({ id }) => isHeaderRule(id));
    const { kept, added } = placeRules(rules.flatMap(browserRules), present, textOf);
    const keptIds = new Set(kept.map(({ id }) => id));
    const removeRuleIds = present.map(({ id }) => id).filter((id) => !keptIds.has(id));
    const addRules = await supported(added);
    if (addRules.length + removeRuleIds.length === 0) return;
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules });
  },
};

/**
 * The rules that this browser can hold (Chromium: up to 2 kB each). It would refuse all others with the one that it can't; the calls of
 * a page's scripts get their header even so.
 */
async function supported(rules: readonly DeclarativeNetRequest.Rule[]): Promise<DeclarativeNetRequest.Rule[]> {
  const answers = await Promise.all(
    rules.map(({ condition }) =>
      browser.declarativeNetRequest.isRegexSupported({ regex: condition.regexFilter ?? '' }),
    ),
  );
  return rules.filter((_, index) => answers[index]?.isSupported);
}

/** One rule for each scheme of each API pattern. A preflight (OPTIONS) stays as the browser makes it. */
function browserRules({ api, pages, tabId, header, value }: HeaderRule): UnplacedRule[] {
  const domains = pages.map(ruleDomain);
  const named = domains.filter((domain) => domain !== undefined);
  return api.flatMap(patternSources).map((regexFilter) => ({
    action: { type: 'modifyHeaders', requestHeaders: [{ header, operation: 'set', value }] },
    condition: {
      regexFilter,
      resourceTypes,
      excludedRequestMethods: ['options'],
      ...(named.length === domains.length && { initiatorDomains: [...new Set(named)] }),
      ...(tabId !== undefined && { tabIds: [tabId] }),
    },
  }));
}

/** Whatever of a rule may differ. */
function textOf({ action, condition }: UnplacedRule): string {
  const { regexFilter, initiatorDomains, tabIds } = condition;
  return JSON.stringify([action.requestHeaders, regexFilter, initiatorDomains, tabIds]);
}
