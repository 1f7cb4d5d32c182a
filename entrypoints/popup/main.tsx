import { render } from 'preact';
import { onChange } from '../../src/platform/changes.ts';
import { createCurrentTab, reloadTab } from '../../src/platform/current-tab.ts';
import { requestHosts } from '../../src/platform/hosts.ts';
import { App } from '../../src/ui/app.tsx';
import { createPopup } from '../../src/ui/models/popup.ts';
import { send } from '../workbench/send.ts';

const popup = createPopup({
  send,
  requestHosts,
  onChange,
  copyText: (text) => navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]),
  currentTab: createCurrentTab(),
  reloadTab,
  openForm: {
    read: () => localStorage.getItem('form') ?? undefined,
    write: (id) => (id === undefined ? localStorage.removeItem('form') : localStorage.setItem('form', id)),
  },
  // The link is followed first.
  leave: () => void setTimeout(() => window.close()),
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
});

const root = document.getElementById('app');
if (root) render(<App popup={popup} />, root);
// The first picture comes first: to read thousands of records keeps all processors busy. Behind other pages there is none.
if (document.hidden) popup.open();
else requestAnimationFrame(() => setTimeout(popup.open));
