import { isRecord } from './field-at.ts';
import { readXml } from './read-xml.ts';

/** An answer's fields, whatever it is written in; undefined: none of these. */
export type Body = { value: unknown; as: 'JSON' | 'form' | 'XML' } | undefined;

/** A longer form is none with a token in it (characters). */
const longestForm = 100_000;

/**
 * Reads an answer by what it is, whatever its content type says: JSON (a byte order mark may stand before it), XML, or a form; of the
 * latter either the type or a field must say that it is one.
 */
export function readBody(text: string, type = ''): Body {
  const bare = text.replace(/^\uFEFF/, '').trim();
  if (/^[[{]/.test(bare)) {
    const value = readJson(bare);
    return isRecord(value) ? { value, as: 'JSON' } : undefined;
  }
  if (bare.startsWith('<')) {
    // The root has no name that says anything.
    const [value] = /^<html/i.test(bare) ? [] : Object.values(readXml(bare.replace(/^<\?.*?\?>/s, '')) ?? {});
    return isRecord(value) ? { value, as: 'XML' } : undefined;
  }
  if (bare.length > longestForm) return undefined;
  const form = Object.fromEntries(new URLSearchParams(bare));
  const isForm = /urlencoded/i.test(type) || 'access_token' in form || 'error' in form;
  return isForm && /^[\w.-]+=[^\s<>]*$/.test(bare) ? { value: form, as: 'form' } : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text, exact);
  } catch {
    // oauth4webapi says so.
    return undefined;
  }
}

/** User ids may have more digits than a number can hold (Instagram's have). */
function exact(_: string, value: unknown, context?: { source?: string }): unknown {
  const isInexact = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isInexact && context?.source !== undefined ? context.source : value;
}
