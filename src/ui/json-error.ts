import { formText } from './form-text.ts';

/** What is wrong with a text that has to be JSON; nothing is wrong with an empty one. */
export function jsonError(text: string): string | undefined {
  if (!text.trim()) return undefined;
  return parsed(text) === undefined ? formText.notJson : undefined;
}

export function jsonObjectError(text: string): string | undefined {
  if (!text.trim()) return undefined;
  const value = parsed(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? undefined : formText.notJsonObject;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the browser says of it names positions, which help nobody while they type.
    return undefined;
  }
}
