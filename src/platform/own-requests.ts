import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { otherOriginRuleId, ownRequestsRuleId } from './rule-ids.ts';

type Rule = DeclarativeNetRequest.Rule;

/**
 * Requests of the extension itself would say `Origin: chrome-extension://…`, which no server knows and several refuse (Microsoft
 * Entra ID: AADSTS9002326). A native client sends none, so neither do we, unless a provider demands one.
 */
export const ownRequests: Ports['ownRequests'] = {
  hideOrigin: () => show([]),
  sayOrigin(hosts, origin) {
    const action: Rule['action'] =
      origin === 'keep' ? { type: 'allow' } : withOrigin({ operation: 'set', value: origin });
    return show([{ id: otherOriginRuleId, priority: 2, action, condition: { ...ours(), requestDomains: [...hosts] } }]);
  },
};

async function show(others: Rule[]): Promise<void> {
  const hide = { id: ownRequestsRuleId, action: withOrigin({ operation: 'remove' }), condition: ours() };
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [ownRequestsRuleId, otherOriginRuleId],
    addRules: [hide, ...others],
  });
}

function withOrigin(change: { operation: 'remove' } | { operation: 'set'; value: string }): Rule['action'] {
  return { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', ...change }] };
}

function ours(): Rule['condition'] {
  return { initiatorDomains: [new URL(browser.runtime.getURL('')).host], resourceTypes: ['xmlhttprequest'] };
}
