import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports, RequestRule } from '../core/ports.ts';
import { escapeRegExp, patternSources, ruleDomain, scriptSources, type UrlPattern } from '../core/url-pattern.ts';
import { ownHost } from './own-host.ts';
import { rulesGoBack } from './quirks.ts';
import { isBindingRule } from './rule-ids.ts';
import { ruleMethods } from './rule-methods.ts';

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

/**
 * What rules of one rank do, the strongest last. An “allow” ends all that is weaker, headers and redirects: what a binding leaves out
 * is left alone; what carries the parameters already is not sent round again; and what one binding adds to, no weaker one does.
 */
const steps = ['end', 'query', 'carried', 'headers', 'leave'] as const;
type Step = (typeof steps)[number];

const sourcesOf = rulesGoBack ? scriptSources : patternSources;

/** Sets the session rules of bindings to just these. A rule that is there already keeps its number, and is not touched. */
export const requestRules: Ports['requestRules'] = {
  async show(rules) {
    const present = (await browser.declarativeNetRequest.getSessionRules()).filter(({ id }) => isBindingRule(id));
    const wanted = new Map(rules.flatMap(browserRules).map((rule) => [fingerprint(rule), rule]));
    const removeRuleIds = present.filter((rule) => !wanted.delete(fingerprint(rule))).map(({ id }) => id);
    const kept = new Set(present.map(({ id }) => id).filter((id) => !removeRuleIds.includes(id)));
    const addRules = numbered(await supported([...wanted.values()]), kept);
    if (addRules.length + removeRuleIds.length === 0) return;
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules });
  },

  async canHold(pattern) {
    const held = await Promise.all(sourcesOf(pattern).map(isSupported));
    return held.every(Boolean);
  },
};

/**
 * The rules that this browser can hold (Chromium: up to 2 kB each). It would refuse all others with the one that it can't; the calls of
 * a page's scripts get what they should carry even so.
 */
async function supported(rules: readonly Unnumbered[]): Promise<Unnumbered[]> {
  const held = await Promise.all(rules.map(({ condition: { regexFilter } }) => isSupported(regexFilter)));
  return rules.filter((_, index) => held[index]);
}

async function isSupported(regex: string | undefined): Promise<boolean> {
  if (regex === undefined) return true;
  return (await browser.declarativeNetRequest.isRegexSupported({ regex, isCaseSensitive: true })).isSupported;
}

/** Numbers rules from 1, but for the numbers that are taken. */
function numbered(rules: readonly Unnumbered[], taken: ReadonlySet<number>): Rule[] {
  let id = 0;
  const next = () => {
    do id += 1;
    while (taken.has(id));
    return id;
  };
  return rules.map((rule) => ({ ...rule, id: next() }));
}

function browserRules(rule: RequestRule): Unnumbered[] {
  const from = fromPages(rule);
  if (!from) return [];
  const query = rule.parts.filter((part) => part.in === 'query');
  const set = query.map(({ name }) => `(?:[?&]${escapeRegExp(encoded(name, ''))}[^&]*)?`).join('');
  const where = rule.api
    .flatMap(sourcesOf)
    // A pattern with an end of its own still means the URL once the parameters stand there.
    .map((regexFilter): Rule['condition'] => ({ regexFilter: regexFilter.replace(/\$$/, () => `${set}$`), ...from }));
  const all = (step: Step, action: Rule['action'], conditions = where) =>
    conditions.map((condition): Unnumbered => ({ priority: priorityOf(rule, step), action, condition }));
  return [
    ...(rule.parts.length === 0 ? all('leave', { type: 'allow' }) : []),
    ...headerRules(rule, (action) => all('headers', action)),
    ...queryRules(rule, query, from, all),
    ...endRules(rule, where, all),
  ];
}

/** What a rule leaves to scripts is kept from weaker rules, too. */
function endRules(
  { alone, notCalls, parts }: RequestRule,
  where: Rule['condition'][],
  all: (step: Step, action: Rule['action'], conditions: Rule['condition'][]) => Unnumbered[],
): Unnumbered[] {
  if (parts.length === 0 || !(alone || notCalls)) return [];
  const calls: Rule['condition']['resourceTypes'] = alone ? resourceTypes : ['xmlhttprequest'];
  const conditions = notCalls ? where.map((condition) => ({ ...condition, resourceTypes: calls })) : where;
  return all('end', { type: 'allow' }, conditions);
}

function headerRules({ parts }: RequestRule, all: (action: Rule['action']) => Unnumbered[]): Unnumbered[] {
  const headers = parts.filter((part) => part.in === 'header');
  const requestHeaders = headers.map(({ name, value }) => ({ header: name, operation: 'set' as const, value }));
  return headers.length > 0 ? all({ type: 'modifyHeaders', requestHeaders }) : [];
}

/**
 * Parameters by a redirect inside the browser. What carries them already is left alone: Chromium would spell the rest of the URL its
 * own way and redirect once more, and Firefox adds no header to what a redirect holds for, even where it changes nothing. Sockets are
 * left out: Chromium redirects none, and Firefox breaks them.
 */
function queryRules(
  rule: RequestRule,
  query: RequestRule['parts'],
  from: Rule['condition'],
  all: (step: Step, action: Rule['action'], conditions: Rule['condition'][]) => Unnumbered[],
): Unnumbered[] {
  if (query.length === 0) return [];
  const here = { ...from, resourceTypes: from.resourceTypes?.filter((type) => type !== 'websocket') ?? [] };
  const carried = query.map(({ name, value }) => encoded(name, value)).join('&');
  const filters = rule.leaveQuery ? query.map(({ name }) => `^${encoded(name, '')}`) : [`^${carried}^`];
  const addOrReplaceParams = query.map(({ name, value }) => ({ key: name, value }));
  const web = rule.api.flatMap(sourcesOf).filter((source) => !/^\^(?:\(\?!.*?\))?wss?:/.test(source));
  return [
    ...all(
      'carried',
      { type: 'allow' },
      filters.map((urlFilter) => ({ urlFilter, ...here })),
    ),
    ...all(
      'query',
      { type: 'redirect', redirect: { transform: { queryTransform: { addOrReplaceParams } } } },
      web.map((regexFilter) => ({ regexFilter, ...here })),
    ),
  ];
}

/** From where and by which method a request comes; undefined where no rule can say so, or there is no such tab. */
function fromPages({ pages, notPages, tabIds, notCalls, ...rule }: RequestRule): Rule['condition'] | undefined {
  const domains = pages.map(ruleDomain);
  const named = domains.filter((domain) => domain !== undefined);
  const isAny = named.length < domains.length;
  const unnamed = [...wholeHosts(notPages, named), ...(isAny ? [ownHost()] : [])];
  const known = ruleMethods.filter((method) => rule.methods.includes(method.toUpperCase()));
  if (tabIds?.length === 0 || (rule.methods.length > 0 && known.length === 0)) return undefined;
  return {
    resourceTypes: notCalls ? resourceTypes.filter((type) => type !== 'xmlhttprequest') : resourceTypes,
    isUrlFilterCaseSensitive: true,
    ...(known.length > 0 ? { requestMethods: known } : { excludedRequestMethods: ['options'] }),
    ...(!isAny && { initiatorDomains: [...new Set(named)] }),
    ...(unnamed.length > 0 && { excludedInitiatorDomains: [...new Set(unnamed)] }),
    ...(tabIds && { tabIds }),
  };
}

/** The hosts that are left out as a whole, where the binding does not name another part of them: a rule knows no ports or paths of pages. */
function wholeHosts(notPages: readonly UrlPattern[], named: readonly string[]): string[] {
  return notPages
    .filter((pattern) => /^[^/]+\/\/[^/]+\/\*$/.test(pattern))
    .flatMap((pattern) => ruleDomain(pattern) ?? [])
    .filter((domain) => !named.includes(domain));
}

/** Chromium loses the upper bits of a priority from 2 ** 23 on (measured in Chromium 156), and what is left may beat a higher one. */
function priorityOf({ rank }: RequestRule, step: Step): number {
  return rank * steps.length + steps.indexOf(step) + 1;
}

function encoded(name: string, value: string): string {
  return `${new URLSearchParams([[name, value]])}`;
}

function fingerprint({ priority, action, condition }: Unnumbered): string {
  const { regexFilter, urlFilter, initiatorDomains, excludedInitiatorDomains, tabIds, requestMethods, resourceTypes } =
    condition;
  const query = paramsOf(action).map(({ key, value }) => [key, value]);
  const headers = action.requestHeaders?.map(({ header, value }) => [header, value]);
  const from = [initiatorDomains, excludedInitiatorDomains, tabIds, requestMethods, resourceTypes?.length];
  return JSON.stringify([priority, action.type, headers, query, regexFilter, urlFilter, ...from]);
}

/** The parameters that a rule sets. */
export function paramsOf({ redirect }: Rule['action']): { key: string; value: string }[] {
  return redirect?.transform?.queryTransform?.addOrReplaceParams ?? [];
}
