import { defineConfig } from 'wxt';

/**
 * What the extension's own pages and background may load and do: its own scripts and styles, and requests to whatever server the tester
 * names, http included (Firefox's default would make it https). Text never becomes markup or code, but where
 * entrypoints/workbench/trusted-types.ts says so.
 */
const policy = (browser: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'connect-src http: https:',
    "base-uri 'none'",
    "form-action 'none'",
    // Chromium's developer tools are a page with ours in a frame.
    `frame-ancestors ${browser === 'firefox' ? "'none'" : 'devtools:'}`,
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/** What the browser is told about Tokendock. Each permission is explained in README.md and pinned by a check. */
export default defineConfig({
  srcDir: '.',
  publicDir: 'assets/public',
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  // The bundler drops strict mode from content scripts; in sloppy mode a page's getter could reach our functions by `caller`.
  vite: () => ({ build: { rollupOptions: { output: { intro: '"use strict";' } } } }),
  manifest: ({ browser, command }) => ({
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
    // While it is written, its pages load from the development server.
    ...(command === 'build' && { content_security_policy: { extension_pages: policy(browser) } }),
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
