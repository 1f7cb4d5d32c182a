import type { DeclarativeNetRequest, WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import { escapeRegExp } from '../core/url-pattern.ts';
import { beaconsEscapeRules, stopsInWebRequest } from './quirks.ts';
import { paramsOf } from './request-rules.ts';
import { isBindingRule } from './rule-ids.ts';

type Rule = DeclarativeNetRequest.Rule;
type Beacon = { url: string; tabId: number; method?: string; originUrl?: string | undefined };

/** Does by hand for `navigator.sendBeacon` what the rules of bindings do for all other requests. */
export function addToBeacons(): void {
  if (!beaconsEscapeRules) return;
  const beacons: WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['beacon', 'ping'] };
  const { onBeforeRequest, onBeforeSendHeaders } = browser.webRequest;
  onBeforeRequest.addListener(addParameters, beacons, ['blocking']);
  onBeforeSendHeaders.addListener(addHeaders, beacons, ['blocking', 'requestHeaders']);
}

/** Has the first documents of tabs wait until they are `ready`: their rule comes while they are on their way. */
export function addToDocuments(ready: (tabId: number) => Promise<void>): void {
  if (!stopsInWebRequest) return;
  const documents: WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['main_frame'] };
  const addWhenReady = async (details: WebRequest.OnBeforeSendHeadersDetailsType) => {
    await ready(details.tabId);
    return addHeaders(details);
  };
  browser.webRequest.onBeforeSendHeaders.addListener(addWhenReady, documents, ['blocking', 'requestHeaders']);
}

async function addParameters(details: WebRequest.OnBeforeRequestDetailsType): Promise<WebRequest.BlockingResponse> {
  const url = new URL(details.url);
  const params = (await actionsFor(details)).map(paramsOf).findLast(({ length }) => length > 0) ?? [];
  if (params.every(({ key, value }) => url.searchParams.get(key) === value)) return {};
  for (const { key, value } of params) url.searchParams.set(key, value);
  return { redirectUrl: url.href };
}

async function addHeaders(details: WebRequest.OnBeforeSendHeadersDetailsType): Promise<WebRequest.BlockingResponse> {
  const added = (await actionsFor(details)).flatMap(({ requestHeaders }) => requestHeaders ?? []);
  const all = [...(details.requestHeaders ?? []), ...added.map(({ header, value = '' }) => ({ name: header, value }))];
  return added.length > 0
    ? { requestHeaders: [...new Map(all.map((each) => [each.name.toLowerCase(), each])).values()] }
    : {};
}

/** What the rules do with this request. Of two that do the same the one of the higher priority wins: it comes last. */
async function actionsFor(beacon: Beacon): Promise<Rule['action'][]> {
  const rules = (await browser.declarativeNetRequest.getSessionRules()).filter(({ id }) => isBindingRule(id));
  const matching = rules
    .filter((rule) => holds(rule, beacon))
    .sort((a, b) => (a.priority ?? 1) - (b.priority ?? 1))
    .map(({ action }) => action);
  // An “allow” ends all that is weaker.
  return matching.slice(matching.findLastIndex(({ type }) => type === 'allow') + 1);
}

function holds({ condition }: Rule, { url, tabId, originUrl, method }: Beacon): boolean {
  const { initiatorDomains, excludedInitiatorDomains, tabIds, requestMethods, resourceTypes } = condition;
  const host = originUrl && URL.canParse(originUrl) ? new URL(originUrl).hostname : '';
  const isOf = (domain: string) => host === domain || host.endsWith(`.${domain}`);
  const isNamed = (!initiatorDomains || initiatorDomains.some(isOf)) && !excludedInitiatorDomains?.some(isOf);
  const isAsked = !requestMethods || requestMethods.some((each) => each === method?.toLowerCase());
  const isHere = !tabIds || tabIds.includes(tabId);
  return isNamed && isAsked && isHere && resourceTypes?.includes('ping') === true && matches(condition, url);
}

function matches({ regexFilter, urlFilter }: Rule['condition'], url: string): boolean {
  // In a filter “^” stands for any sign that can be no part of a name, or for the end.
  const source = regexFilter ?? urlFilter?.split('^').map(escapeRegExp).join('(?:[^\\w.%-]|$)') ?? '$.';
  return new RegExp(source).test(url.replace(/#.*$/, ''));
}
