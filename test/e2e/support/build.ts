import type { TestProject } from 'vitest/node';
import { buildExtension } from '../../support/build-extension.ts';

/** The production build that the end-to-end tests of this browser use, made once before them. */
export default async function build(project: TestProject): Promise<void> {
  const name = project.name.endsWith('firefox') ? 'firefox' : 'chromium';
  project.provide('extension', await buildExtension(name));
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the built extension. */
    extension: string;
  }
}
