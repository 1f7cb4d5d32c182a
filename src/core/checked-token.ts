/** What was found when a token was checked, in a sentence, and what was said of it besides. */
export type CheckedToken = { good: boolean; sentence: string; fields: Record<string, unknown> };
