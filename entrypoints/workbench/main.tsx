import { render } from 'preact';
import { onChange } from '../../src/platform/changes.ts';
import { createCurrentTab, reloadTab } from '../../src/platform/current-tab.ts';
import { requestHosts } from '../../src/platform/hosts.ts';
import { address } from '../../src/ui/address.ts';
import { createWorkbench } from '../../src/ui/models/workbench.ts';
import { saveFile } from '../../src/ui/save-file.ts';
import { WorkbenchApp } from '../../src/ui/workbench/workbench-app.tsx';
import { send } from './send.ts';

const workbench = createWorkbench({
  send,
  requestHosts,
  onChange,
  copyText: (text) => navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]),
  currentTab: createCurrentTab(),
  reloadTab,
  saveFile,
  route: address,
  nextFrame: (callback) => void requestAnimationFrame(callback),
  now: () => Date.now(),
  randomId: () => crypto.randomUUID(),
});

const root = document.getElementById('app');
if (root) render(<WorkbenchApp workbench={workbench} />, root);
workbench.open();
