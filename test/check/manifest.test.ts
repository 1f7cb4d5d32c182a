import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, expect, inject, test } from 'vitest';

/** All that the browser is asked for at installation. Each entry is explained in README.md. */
const hosts = ['*://*/*', 'ws://*/*', 'wss://*/*'];

const permissions = [
  'activeTab',
  'alarms',
  'declarativeNetRequestWithHostAccess',
  'identity',
  'scripting',
  'storage',
  'webNavigation',
  'webRequest',
];

let manifests: Record<'chromium' | 'firefox', Record<string, unknown>>;
beforeAll(async () => {
  const read = async (name: 'chromium' | 'firefox') =>
    JSON.parse(await readFile(`${inject('builds')[name]}/manifest.json`, 'utf8'));
  manifests = { chromium: await read('chromium'), firefox: await read('firefox') };
});

test('Chromium is asked for just these permissions, and for no host at installation', () => {
  const { chromium } = manifests;
  expect(chromium.permissions).toEqual(permissions);
  expect(chromium.optional_host_permissions).toEqual(hosts);
  expect(chromium).not.toHaveProperty('host_permissions');
  expect(chromium).not.toHaveProperty('optional_permissions');
});

test('Firefox is asked for the same, and for stopping the redirect', () => {
  const { firefox } = manifests;
  expect(firefox.permissions).toEqual([...permissions, 'webRequestBlocking']);
  expect(firefox.optional_host_permissions).toEqual(hosts);
  expect(firefox).not.toHaveProperty('host_permissions');
  expect(firefox).not.toHaveProperty('optional_permissions');
});

test('Pages can neither reach a file of the extension nor connect to it, and none gets a script at installation', () => {
  for (const manifest of Object.values(manifests)) {
    for (const door of ['web_accessible_resources', 'externally_connectable', 'content_scripts']) {
      expect(manifest).not.toHaveProperty(door);
    }
  }
});

test('The developer tools get a panel, which the README names', async () => {
  for (const manifest of Object.values(manifests)) expect(manifest.devtools_page).toBe('devtools.html');
  expect(await readFile('README.md', 'utf8')).toContain('`devtools_page`');
});

test('The README explains each permission, and none that is not asked for', async () => {
  const [, chapter = ''] =
    /^## Permissions, in plain words\n(.*?)^## /ms.exec(await readFile('README.md', 'utf8')) ?? [];
  const rows = chapter.split('\n').flatMap((line) => {
    const [, what = '', why = ''] = line.split('|').map((cell) => cell.trim());
    return why.length > 10 ? [...what.matchAll(/`(\w+)`/g)].map(([, name]) => name) : [];
  });
  expect(rows.sort()).toEqual([...permissions, 'webRequestBlocking', 'devtools_page'].sort());
});

test('The manifest has nothing else in it that would open a door', () => {
  const both = ['action', 'background', 'content_security_policy', 'default_locale', 'description', 'devtools_page'];
  const more = [
    'icons',
    'manifest_version',
    'name',
    'optional_host_permissions',
    'options_ui',
    'permissions',
    'version',
  ];
  const keys = (browser: 'chromium' | 'firefox') => Object.keys(manifests[browser]).sort();
  expect(keys('chromium')).toEqual([...both, ...more, 'minimum_chrome_version'].sort());
  expect(keys('firefox')).toEqual([...both, ...more, 'browser_specific_settings'].sort());
});

test('Its own pages load nothing but its own files, speak to servers, and make no text into code', () => {
  const policy = (ancestors: string) => ({
    extension_pages: [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      'connect-src http: https:',
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${ancestors}`,
      "require-trusted-types-for 'script'",
      'trusted-types default',
    ].join('; '),
  });
  expect(manifests.chromium.content_security_policy).toEqual(policy('devtools:'));
  expect(manifests.firefox.content_security_policy).toEqual(policy("'none'"));
});

test('The content scripts are strict: in sloppy mode a page could get hold of their functions', async () => {
  for (const name of ['chromium', 'firefox'] as const) {
    const folder = `${inject('builds')[name]}/content-scripts`;
    for (const script of ['page-injector', 'page-bridge']) {
      expect(await readFile(`${folder}/${script}.js`, 'utf8')).toMatch(/^\(function\(\)\s*\{\s*"use strict";/);
    }
  }
});

test('What the tests run is the production build: no page says in which file and line it was written', async () => {
  const folder = `${inject('builds').chromium}/chunks`;
  const chunks = await readdir(folder);
  expect(chunks.length).toBeGreaterThan(0);
  for (const name of chunks) expect(await readFile(`${folder}/${name}`, 'utf8')).not.toContain('lineNumber');
});
