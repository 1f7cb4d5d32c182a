import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { ownRequestsRuleId } from './rule-ids.ts';

/**
 * Requests of the extension itself would say `Origin: chrome-extension://…`, which no server knows and several refuse (Microsoft
 * Entra ID: AADSTS9002326). A native client sends none, so neither do we.
 */
export const ownRequests: Ports['ownRequests'] = {
  async hideOrigin() {
    const rule: DeclarativeNetRequest.Rule = {
      id: ownRequestsRuleId,
      action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
      condition: { initiatorDomains: [new URL(browser.runtime.getURL('')).host], resourceTypes: ['xmlhttprequest'] },
    };
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule.id], addRules: [rule] });
  },
};
