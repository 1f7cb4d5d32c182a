import browser from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startBridge } from '../src/injection/bridge.ts';
import { armedKey } from '../src/platform/bridges.ts';
import { onMessage, sendMessage } from '../src/platform/messaging.ts';
import { headersComeBack } from '../src/platform/quirks.ts';
import { ruleMethods } from '../src/platform/rule-methods.ts';

export default defineContentScript({
  // Registered by src/platform/page-scripts.ts, for bound pages only.
  registration: 'runtime',
  matches: [],
  // WXT would tell the page the extension's id.
  noScriptStartedPostMessage: true,
  main(ctx) {
    const bridge = startBridge({
      arm: () => sendMessage('page.arm'),
      wasOpened: () => sendMessage('page.opened'),
      renew: (bindingId) => sendMessage('page.renew', { bindingId }),
      prove: (calls) => sendMessage('page.prove', calls),
      refused: (refusal) => sendMessage('page.refused', refusal),
      report: (rows) => sendMessage('page.report', rows),
      onRevision(listener) {
        browser.storage.local.onChanged.addListener((changes) => armedKey in changes && listener());
      },
      filled: headersComeBack ? ruleMethods.map((method) => method.toUpperCase()) : [],
      isThere: () => ctx.isValid,
    });
    onMessage((type) => (type === 'bridge.here' ? Promise.resolve(bridge.isHere()) : undefined));
  },
});
