import { type Binding, plainBinding, usual } from './binding.ts';
import type { StoredBy03 } from './stored-by-0-3.ts';

/** A stored binding in today's shape. Those of 0.3 and before knew no order. */
export function bindingOfToday(stored: Binding | StoredBy03['bindings']): Binding {
  const { header = usual.header, prefix = usual.prefix, ...rest } = stored as Partial<StoredBy03['bindings']>;
  const put: Binding['put'] = [{ in: 'header', name: header, prefix, of: 'access_token' }];
  return { ...plainBinding, order: 0, put, ...rest } as Binding;
}
