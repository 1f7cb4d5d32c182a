import type { DeclarativeNetRequest, WebRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import { beaconsEscapeRules } from './quirks.ts';
import { isHeaderRule } from './rule-ids.ts';

/** Does by hand for `navigator.sendBeacon` what the header rules do for all other requests. */
export function addHeadersToBeacons(): void {
  if (!beaconsEscapeRules) return;
  browser.webRequest.onBeforeSendHeaders.addListener(addHeader, { urls: ['<all_urls>'], types: ['beacon', 'ping'] }, [
    'blocking',
    'requestHeaders',
  ]);
}

async function addHeader(details: WebRequest.OnBeforeSendHeadersDetailsType): Promise<WebRequest.BlockingResponse> {
  const rules = (await browser.declarativeNetRequest.getSessionRules()).filter(({ id }) => isHeaderRule(id));
  // Of two rules for one header the one of the higher priority wins: it comes last.
  const matching = rules.filter((rule) => holds(rule, details)).sort((a, b) => (a.priority ?? 1) - (b.priority ?? 1));
  const added = matching.flatMap(({ action }) => action.requestHeaders ?? []);
  const all = [...(details.requestHeaders ?? []), ...added.map(({ header, value = '' }) => ({ name: header, value }))];
  return added.length > 0
    ? { requestHeaders: [...new Map(all.map((each) => [each.name.toLowerCase(), each])).values()] }
    : {};
}

function holds(
  { condition }: DeclarativeNetRequest.Rule,
  { url, tabId, originUrl }: WebRequest.OnBeforeSendHeadersDetailsType,
): boolean {
  const { regexFilter, initiatorDomains, tabIds } = condition;
  const host = originUrl && URL.canParse(originUrl) ? new URL(originUrl).hostname : '';
  const isNamed =
    !initiatorDomains || initiatorDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  return (
    isNamed && (!tabIds || tabIds.includes(tabId)) && new RegExp(regexFilter ?? '$.', 'i').test(url.replace(/#.*$/, ''))
  );
}
