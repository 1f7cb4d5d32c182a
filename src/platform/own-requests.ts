import type { DeclarativeNetRequest } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { Ports } from '../core/ports.ts';
import { ownHost } from './own-host.ts';
import { otherOriginRuleId, ownRequestsRuleId } from './rule-ids.ts';

type Rule = DeclarativeNetRequest.Rule;

/**
 * Requests of the extension itself would say `Origin: chrome-extension://…`, which no server knows and several refuse (Microsoft
 * Entra ID: AADSTS9002326). A native client sends none, so neither do we, unless a provider demands one.
 */
export const ownRequests: Ports['ownRequests'] = {
  fetchSaying: (origin) => (input, options) =>
    withoutOrigin(async () => {
      const host = new URL(String(input)).hostname;
      const id = otherOriginRuleId(host);
      // One client may need another origin than the next one of the same server, so what differs goes one by one. The browser frees
      // the lock of a background that died; the rule that such a one left is gone before the next request.
      return navigator.locks.request(`origin at ${host}`, { mode: origin ? 'exclusive' : 'shared' }, async () => {
        if (!origin) {
          if ((await browser.declarativeNetRequest.getSessionRules()).some((rule) => rule.id === id)) await update(id);
          return fetch(input, options);
        }
        const action: Rule['action'] =
          origin === 'keep' ? { type: 'allow' } : withOrigin({ operation: 'set', value: origin });
        await update(id, { priority: 2, action, condition: { ...ours(), requestDomains: [host] } });
        return fetch(input, options).finally(() => update(id));
      });
    }),
};

/**
 * Does what asks a server, under a rule that ends with the last one who needs it: as long as a browser has a rule for any header, each
 * request of each page takes it longer (Chromium: 0.4 ms).
 */
async function withoutOrigin(work: () => Promise<Response>): Promise<Response> {
  const lock = 'own requests';
  try {
    return await navigator.locks.request(lock, { mode: 'shared' }, async () => {
      await update(ownRequestsRuleId, { action: withOrigin({ operation: 'remove' }), condition: ours() });
      return work();
    });
  } finally {
    void navigator.locks.request(lock, { ifAvailable: true }, (isLast) => isLast && update(ownRequestsRuleId));
  }
}

/** Sets one rule anew, or takes it away. */
function update(id: number, rule?: Omit<Rule, 'id'>): Promise<void> {
  const addRules = rule ? [{ ...rule, id }] : [];
  return browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [id], addRules });
}

function withOrigin(change: { operation: 'remove' } | { operation: 'set'; value: string }): Rule['action'] {
  return { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', ...change }] };
}

function ours(): Rule['condition'] {
  return { initiatorDomains: [ownHost()], resourceTypes: ['xmlhttprequest'] };
}
