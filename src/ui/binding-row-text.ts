import type { Mode } from '../core/binding.ts';

/** The words of the list of bindings. */
export const rowText = {
  from: (pages: string) => `from ${pages}`,
  thisTab: 'this tab only',
  otherTab: 'another tab only',
  thisWindow: 'this window only',
  otherWindow: 'another window only',
  mode: { page: 'in the page', network: 'in the network' } satisfies Record<Mode, string>,
  useMode: { page: 'Add in the page', network: 'Add in the network' } satisfies Record<Mode, string>,
  edit: 'Edit',
  menu: (label: string, api: string) => `More for ${label} to ${api}`,
  order: 'Tabs beat windows, windows beat patterns, longer patterns beat shorter ones. Of equals the upper one wins.',
  notRuled: {
    page: (patterns: string) =>
      `This browser’s rules can’t hold ${patterns}: only calls of the page’s scripts go by it, no images, frames and the like.`,
    network: (patterns: string) =>
      `This browser’s rules can’t hold ${patterns}, so nothing goes by it in the network. Add it in the page.`,
  } satisfies Record<Mode, (patterns: string) => string>,
  /** The same in a few words. */
  notHeld: {
    page: 'Only calls of scripts carry it: the browser’s rules can’t hold its pattern.',
    network: 'No request carries it: the browser’s rules can’t hold its pattern.',
  } satisfies Record<Mode, string>,
  lacks: (names: string) => `The token has nothing to put into ${names}.`,
  replacing: (names: string) =>
    `Ours takes the place of the page’s ${names} even so: the browser’s rule puts it, and can’t see what the page sends.`,
  switch: (label: string, api: string) => `Send the token of ${label} to ${api}`,
  remove: 'Remove',
};
