import { createPorts } from '../../src/platform/ports.ts';

/** The browser as this page's own work sees it. */
export const ports = createPorts();
