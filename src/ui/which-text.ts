import type { Because } from '../core/precedence.ts';
import type { Miss } from '../core/verdict.ts';

/** Which binding holds for a request, in words. */
export const whichText = {
  url: 'Which holds for',
  placeholder: 'https://api.example.com/pets',
  method: 'Method',
  holds: (label: string, pattern: string) => `${label}’s token goes along, by ${pattern}.`,
  because: {
    only: () => 'No other binding names this request.',
    tab: (over) => `For this tab beats ${over}’s, which is not.`,
    window: (over) => `For this window beats ${over}’s, which is for every tab.`,
    longer: (over) => `Its pattern says more than ${over}’s.`,
    order: (over) => `It stands above ${over}’s in this list.`,
  } satisfies Record<Because, (over: string) => string>,
  leftOut: (label: string, pattern: string) => `Goes as the page writes it: ${label}’s binding leaves out ${pattern}.`,
  none: 'Goes as the page writes it. No binding names this URL.',
  nearest: (label: string) => `Goes as the page writes it. ${label}’s binding names this URL, but`,
  misses: {
    url: '',
    method: 'not this method.',
    page: 'not for requests of this page.',
    tab: 'is for another tab.',
    window: 'is for another window.',
    off: 'is switched off.',
  } satisfies Record<Miss, string>,
  noUrl: 'Type a whole URL.',
};
