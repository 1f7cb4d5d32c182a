import { defineContentScript } from 'wxt/utils/define-content-script';
import { startInjector } from '../src/injection/injector.ts';

export default defineContentScript({
  // Registered by src/platform/page-scripts.ts, for bound pages only.
  registration: 'runtime',
  matches: [],
  world: 'MAIN',
  main: startInjector,
});
