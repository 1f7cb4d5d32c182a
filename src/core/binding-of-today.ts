import { type Binding, plainBinding, usual } from './binding.ts';

/** How versions before 0.3 kept what a binding puts. They knew no order: the younger one won. */
export type OldBinding = { header?: string; prefix?: string };

/** A stored binding in today's shape. */
export function bindingOfToday(stored: Partial<Binding> & OldBinding): Binding {
  const { header = usual.header, prefix = usual.prefix, ...rest } = stored;
  const put: Binding['put'] = [{ in: 'header', name: header, prefix, of: 'access_token' }];
  return { ...plainBinding, order: 0, put, ...rest } as Binding;
}
