import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports, RequestRule } from '../core/ports.ts';
import { escapeRegExp, patternSources, ruleDomain } from '../core/url-pattern.ts';
import { ownHost } from './own-host.ts';
import { isBindingRule } from './rule-ids.ts';

type Rule = DeclarativeNetRequest.Rule;
type Unnumbered = Omit<Rule, 'id'>;

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

/** Sets the session rules of bindings to just these; of two for one request the earlier wins. */
export const requestRules: Ports['requestRules'] = {
  async show(rules) {
    // Headers stand above all queries: a rule that leaves a URL alone would also take away the headers below it.
    const wanted = [...rules.flatMap(headerRules), ...rules.flatMap(queryRules)].map((rule, index, all) => ({
      ...rule,
      id: index + 1,
      priority: all.length - index,
    }));
    const present = (await browser.declarativeNetRequest.getSessionRules()).filter(({ id }) => isBindingRule(id));
    const same = (a: Rule) => present.some((b) => b.id === a.id && fingerprint(a) === fingerprint(b));
    const changed = wanted.filter((rule) => !same(rule));
    const removeRuleIds = present
      .map(({ id }) => id)
      .filter((id) => id > wanted.length || changed.some((rule) => rule.id === id));
    const addRules = await supported(changed);
    if (addRules.length + removeRuleIds.length === 0) return;
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules });
  },
};

/**
 * The rules that this browser can hold (Chromium: up to 2 kB each). It would refuse all others with the one that it can't; the calls of
 * a page's scripts get what they should carry even so.
 */
async function supported(rules: readonly Rule[]): Promise<Rule[]> {
  const answers = await Promise.all(
    rules.map(({ condition: { regexFilter: regex } }) =>
      regex === undefined ? { isSupported: true } : browser.declarativeNetRequest.isRegexSupported({ regex }),
    ),
  );
  return rules.filter((_, index) => answers[index]?.isSupported);
}

/** One rule for each scheme of each API pattern. A preflight (OPTIONS) stays as the browser makes it. */
function headerRules(rule: RequestRule): Unnumbered[] {
  const headers = rule.parts.filter((part) => part.in === 'header');
  if (headers.length === 0) return [];
  const requestHeaders = headers.map(({ name, value }) => ({ header: name, operation: 'set' as const, value }));
  // A pattern with an end of its own still means the URL once the parameters stand there.
  const names = rule.parts.filter((part) => part.in === 'query').map(({ name }) => escapeRegExp(encoded(name, '')));
  const end = names.length > 0 ? `(?:[?&](?:${names.join('|')})[^&]*)*$` : '$';
  return conditions(rule).map(({ regexFilter = '', ...where }) => ({
    action: { type: 'modifyHeaders', requestHeaders },
    condition: { regexFilter: regexFilter.replace(/\$$/, () => end), ...where },
  }));
}

/**
 * The same for parameters, by a redirect of the browser to itself. What carries them already stays as it is: the browser would spell
 * the rest of the URL its own way, and that were another URL. Sockets are left out: Chromium redirects none, and Firefox breaks them.
 */
function queryRules(rule: RequestRule): Unnumbered[] {
  const query = rule.parts.filter((part) => part.in === 'query').map(({ name, value }) => ({ key: name, value }));
  if (query.length === 0) return [];
  const urlFilter = `^${query.map(({ key, value }) => encoded(key, value)).join('&')}^`;
  const redirect = { transform: { queryTransform: { addOrReplaceParams: query } } };
  return [
    { action: { type: 'allow' }, condition: { urlFilter, isUrlFilterCaseSensitive: true, ...fromPages(rule) } },
    ...conditions(rule)
      .filter(({ regexFilter }) => regexFilter?.startsWith('^http'))
      .map(
        (condition): Unnumbered => ({
          action: { type: 'redirect', redirect },
          condition: { ...condition, resourceTypes: resourceTypes.filter((type) => type !== 'websocket') },
        }),
      ),
  ];
}

function conditions(rule: RequestRule): Rule['condition'][] {
  return rule.api.flatMap(patternSources).map((regexFilter) => ({ regexFilter, ...fromPages(rule) }));
}

function fromPages({ pages, tabId }: RequestRule): Rule['condition'] {
  const domains = pages.map(ruleDomain);
  const named = domains.filter((domain) => domain !== undefined);
  return {
    resourceTypes,
    excludedRequestMethods: ['options'],
    ...(named.length === domains.length
      ? { initiatorDomains: [...new Set(named)] }
      : { excludedInitiatorDomains: [ownHost()] }),
    ...(tabId !== undefined && { tabIds: [tabId] }),
  };
}

function encoded(name: string, value: string): string {
  return `${new URLSearchParams([[name, value]])}`;
}

function fingerprint({ id, priority, action, condition }: Rule): string {
  const { regexFilter, urlFilter, initiatorDomains, tabIds } = condition;
  const query = paramsOf(action).map(({ key, value }) => [key, value]);
  return JSON.stringify([id, priority, action.requestHeaders, query, regexFilter, urlFilter, initiatorDomains, tabIds]);
}

/** The parameters that a rule sets. */
export function paramsOf({ redirect }: Rule['action']): { key: string; value: string }[] {
  return redirect?.transform?.queryTransform?.addOrReplaceParams ?? [];
}
