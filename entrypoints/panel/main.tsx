import { render } from 'preact';
import { onChange } from '../../src/platform/changes.ts';
import { copyText } from '../../src/platform/copy-text.ts';
import { requestHosts } from '../../src/platform/hosts.ts';
import { inspectedTab } from '../../src/platform/inspected-tab.ts';
import { ActivityView } from '../../src/ui/activity/activity-view.tsx';
import { createActivity } from '../../src/ui/models/activity.ts';
import { saveFile } from '../../src/ui/save-file.ts';
import { send } from '../workbench/send.ts';

const activity = createActivity({ send, onChange, copyText, saveFile, requestHosts, tabId: inspectedTab() });

const root = document.getElementById('app');
if (root) render(<ActivityView activity={activity} />, root);
