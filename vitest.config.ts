import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Browsers start slowly on a busy machine; a test that hangs still ends. */
const patience = 60_000;
const setupFiles = ['test/support/be-patient.ts'];

const endToEnd = (browser: 'chromium' | 'firefox') => ({
  test: {
    name: `e2e-${browser}`,
    include: ['test/e2e/**/*.test.ts'],
    env: { TOKENDOCK_BROWSER: browser },
    pool: 'forks' as const,
    maxWorkers: 2,
    testTimeout: patience,
    hookTimeout: patience,
    setupFiles,
    globalSetup: ['test/e2e/support/build.ts', 'test/e2e/support/record-hosts.ts'],
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/check/**'],
          testTimeout: 20_000,
          setupFiles,
        },
      },
      {
        test: {
          name: 'check',
          include: ['test/check/**/*.test.ts'],
          testTimeout: patience,
          globalSetup: 'test/check/support/builds.ts',
        },
      },
      endToEnd('chromium'),
      endToEnd('firefox'),
    ],
  },
});
