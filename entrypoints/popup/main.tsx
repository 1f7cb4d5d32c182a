import { render } from 'preact';
import { sendMessage } from '../../src/messages.ts';
import { onChange } from '../../src/platform/changes.ts';
import { createCurrentTab, reloadTab } from '../../src/platform/current-tab.ts';
import { requestHosts } from '../../src/platform/hosts.ts';
import { App } from '../../src/ui/app.tsx';
import { createPopup } from '../../src/ui/models/popup.ts';

const popup = createPopup({
  send: sendMessage,
  requestHosts,
  onChange,
  copyText: (text) => navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]),
  currentTab: createCurrentTab(),
  reloadTab,
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
});

const root = document.getElementById('app');
if (root) render(<App popup={popup} />, root);
popup.open();
