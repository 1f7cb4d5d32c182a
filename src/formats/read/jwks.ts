import type { JSONWebKeySet } from 'jose';
import * as v from 'valibot';
import { unusable } from '../unusable.ts';
import { readJson } from './json-text.ts';

const format = 'a JWK set';
const set = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) });
const single = v.looseObject({ kty: v.string() });

/** A pasted JWK set (RFC 7517, section 5), or one JWK alone. Fails with `import_unreadable`, `import_too_large`. */
export function readJwks(text: string): JSONWebKeySet {
  const value = readJson(text, format);
  if (v.is(set, value)) return value;
  if (v.is(single, value)) return { keys: [value] };
  throw unusable(format, 'it has no list of keys', 'Paste what the provider publishes at its jwks_uri.');
}
