import type { Binding, Part } from '../core/binding.ts';
import type { Token } from '../core/token.ts';

/** Whether a part of a request speaks for the user: a token, or a field of its response; a text that the tester wrote does not. */
export function isCredential(
  { name, value }: Part,
  { put }: Pick<Binding, 'put'>,
  { access_token, id_token }: Pick<Token, 'access_token' | 'id_token'>,
): boolean {
  const isField = put.some((each) => each.name === name && typeof each.of === 'object' && 'field' in each.of);
  return isField || [access_token, id_token].includes(lastWord(value));
}

/** Without the prefix: a proof’s scheme is another one (RFC 9449, section 7.1). */
export function lastWord(value: string): string {
  return value.slice(value.lastIndexOf(' ') + 1);
}
