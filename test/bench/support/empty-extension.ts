import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type EmptyExtension = { readonly path: string; close(): Promise<void> };

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title>
<body style="width: 380px"><div id="app"></div><script type="module" src="popup.js"></script>`;

const script = `import { h, render } from './preact.mjs';
render(h('button', null, 'Nothing'), document.getElementById('app'));
`;

/**
 * An extension that does nothing: its popup is a button drawn by Preact. With the permissions of a built extension it shows what browsers
 * do for them alone, and with a header for the URLs that begin so, what they do for the plainest rule.
 */
export async function writeEmptyExtension(
  built?: string,
  rule?: { begin: string; header: string; value: string },
): Promise<EmptyExtension> {
  const path = await mkdtemp(join(tmpdir(), 'empty-'));
  await cp(fileURLToPath(import.meta.resolve('preact')), join(path, 'preact.mjs'));
  const { permissions = [], host_permissions = [] } = built
    ? JSON.parse(await readFile(join(built, 'manifest.json'), 'utf8'))
    : {};
  const background = {
    scripts: ['background.js'],
    service_worker: 'background.js',
    preferred_environment: ['document'],
  };
  const manifest = {
    ...{ manifest_version: 3, name: 'Empty', version: '1.0', permissions, host_permissions },
    action: { default_popup: 'popup.html' },
    ...(rule && { background }),
    browser_specific_settings: { gecko: { id: 'empty@tokendock.dev' } },
  };
  await writeFile(join(path, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(path, 'popup.html'), html);
  await writeFile(join(path, 'popup.js'), script);
  if (rule) await writeFile(join(path, 'background.js'), putting(rule));
  return { path, close: () => rm(path, { recursive: true, force: true }) };
}

function putting({ begin, header, value }: { begin: string; header: string; value: string }): string {
  const action = { type: 'modifyHeaders', requestHeaders: [{ header, operation: 'set', value }] };
  const added = { id: 1, action, condition: { urlFilter: `|${begin}`, resourceTypes: ['xmlhttprequest'] } };
  return `chrome.declarativeNetRequest.updateSessionRules(${JSON.stringify({ removeRuleIds: [1], addRules: [added] })});`;
}
