import { defineConfig } from 'wxt';

/** What the browser is told about Tokendock. Each permission is explained in README.md and pinned by a check. */
export default defineConfig({
  srcDir: '.',
  publicDir: 'assets/public',
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  // The bundler drops strict mode from content scripts; in sloppy mode a page's getter could reach our functions by `caller`.
  vite: () => ({ build: { rollupOptions: { output: { intro: '"use strict";' } } } }),
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: [
      'activeTab',
      'alarms',
      'declarativeNetRequestWithHostAccess',
      'identity',
      'scripting',
      'storage',
      'webNavigation',
      'webRequest',
      ...(browser === 'firefox' ? ['webRequestBlocking'] : []),
    ],
    // Chromium does not count sockets among `*://`.
    optional_host_permissions: ['*://*/*', 'ws://*/*', 'wss://*/*'],
    action: { default_title: '__MSG_name__' },
    options_ui: { page: 'workbench.html', open_in_tab: true },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'tokendock@tokendock.dev',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '130' }),
  }),
});
