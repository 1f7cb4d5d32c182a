import type { Mode } from './binding.ts';
import type { StoredBy04 } from './stored-by-0-4.ts';

/**
 * Version 0.3: a binding put one header, and knew no order: the younger one won. A login knew nothing of what an API demands.
 * `bindingOfToday` reads its bindings.
 */
export type StoredBy03 = Omit<StoredBy04, 'bindings' | 'logins'> & {
  bindings: {
    id: string;
    tokenId: string;
    mode: Mode;
    api: string[];
    pages: string[];
    tabId?: number;
    header: string;
    prefix: string;
    enabled: boolean;
    createdAt: number;
  };
  logins: Omit<StoredBy04['logins'], 'wanted'>;
};
