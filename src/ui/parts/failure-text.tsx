import { later } from '../later.tsx';

/** What went wrong, in words. There are many of them, and most popups show none. */
export const FailureText = later(async () => (await import('./failure-words.tsx')).FailureWords);

/** The same, beside a field. */
export const FailureLine = later(async () => (await import('./failure-words.tsx')).FailureLine);
