import type { TestProject } from 'vitest/node';
import { buildExtension } from '../../support/build-extension.ts';

/** The production builds that the checks look into, made once before them: one at a time, since each is written anew. */
export default async function builds(project: TestProject): Promise<void> {
  project.provide('builds', {
    chromium: await buildExtension('chromium'),
    firefox: await buildExtension('firefox'),
  });
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folders of the built extension. */
    builds: Record<'chromium' | 'firefox', string>;
  }
}
