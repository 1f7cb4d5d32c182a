import type { PageWork } from '../../src/messages.ts';

/** Maps some of what a page does itself to features. */
export type Work<Type extends keyof PageWork> = {
  [Each in Type]: (
    data: Parameters<PageWork[Each]>[0],
  ) => ReturnType<PageWork[Each]> | Promise<ReturnType<PageWork[Each]>>;
};
