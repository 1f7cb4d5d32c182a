import { onChange } from '../../src/platform/changes.ts';
import { createPorts } from '../../src/platform/ports.ts';

/** The browser as this page's own work sees it. */
export const ports = createPorts();

// It may have been locked elsewhere.
onChange(ports.vault.recall);
