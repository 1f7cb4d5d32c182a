import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Part } from '../core/binding.ts';
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
    rules.map(({ condition }) =>
      browser.declarativeNetRequest.isRegexSupported({ regex: condition.regexFilter ?? '.' }),
    ),
  );
  return rules.filter((_, index) => answers[index]?.isSupported);
}

/** One rule for each scheme of each API pattern. A preflight (OPTIONS) stays as the browser makes it. */
function headerRules(rule: RequestRule): Unnumbered[] {
  const requestHeaders = partsIn('header', rule).map(
    ({ name, value }) => ({ header: name, operation: 'set', value }) as const,
  );
  // A pattern with an end of its own still means the URL once the parameters stand there.
  const set = partsIn('query', rule).map(({ name }) => `(?:[?&]${escapeRegExp(spelled({ name, value: '' }))}[^&]*)?`);
  const end = `${set.join('')}$`;
  if (requestHeaders.length === 0) return [];
  return sources(rule).map((source) => ({
    action: { type: 'modifyHeaders', requestHeaders },
    condition: { ...fromPages(rule), regexFilter: source.replace(/\$$/, () => end) },
  }));
}

/**
 * The same for parameters, by a redirect inside the browser. What carries them already is left alone: Chromium would spell the rest of
 * the URL its own way and redirect once more, and Firefox adds no header to what a redirect holds for, even where it changes nothing.
 * Sockets are left out: Chromium redirects none, and Firefox breaks them.
 */
function queryRules(rule: RequestRule): Unnumbered[] {
  const query = partsIn('query', rule);
  if (query.length === 0) return [];
  const condition = { ...fromPages(rule), resourceTypes: resourceTypes.filter((type) => type !== 'websocket') };
  const urlFilter = `^${query.map(spelled).join('&')}^`;
  const addOrReplaceParams = query.map(({ name, value }) => ({ key: name, value }));
  return [
    { action: { type: 'allow' }, condition: { ...condition, urlFilter, isUrlFilterCaseSensitive: true } },
    ...sources(rule)
      .filter((source) => source.startsWith('^http'))
      .map((regexFilter) => ({
        action: { type: 'redirect' as const, redirect: { transform: { queryTransform: { addOrReplaceParams } } } },
        condition: { ...condition, regexFilter },
      })),
  ];
}

function partsIn(place: Part['in'], { parts }: RequestRule): Part[] {
  return parts.filter((part) => part.in === place);
}

function sources({ api }: RequestRule): string[] {
  return api.flatMap(patternSources);
}

/** A parameter as it stands in a URL. */
function spelled({ name, value }: Pick<Part, 'name' | 'value'>): string {
  return `${new URLSearchParams([[name, value]])}`;
}

function fromPages({ pages, tabId }: RequestRule): Rule['condition'] {
  const domains = pages.map(ruleDomain);
  const isAny = domains.includes(undefined);
  return {
    resourceTypes,
    excludedRequestMethods: ['options'],
    ...(isAny ? { excludedInitiatorDomains: [ownHost()] } : { initiatorDomains: [...new Set(domains)] as string[] }),
    ...(tabId !== undefined && { tabIds: [tabId] }),
  };
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
