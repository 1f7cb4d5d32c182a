import assert from 'node:assert/strict';
import * as fc from 'fast-check';

const marker = /Qx7[a-z0-9]{9}|884171393\d{6}/;

export const mark = fc.stringMatching(/^[a-z0-9]{9}$/).map((end) => `Qx7${end}`);

/** A text that may stand nowhere, recognisable in whatever spelling: no way to write it changes its begin. */
export const secret: fc.Arbitrary<string> = fc
  .tuple(mark, fc.constantFrom('', '-_.~', '/+==', '"\\', '&<>', "'!*()", ' %20', 'ü€😀', '{{x}}', '$&'))
  .map((parts) => parts.join(''));

/** The same of signs that a header can carry, as an access token has to be. */
export const sendableSecret: fc.Arbitrary<string> = fc
  .tuple(mark, fc.constantFrom('', '-_.~', '/+==', '.a.b', '"\\', '&<>'))
  .map((parts) => parts.join(''));

/** One that is a number. */
export const numericSecret: fc.Arbitrary<string> = fc.stringMatching(/^[0-9]{6}$/).map((end) => `884171393${end}`);

/** The ways in which servers repeat what they got. */
export const spelling: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(text).replace(/%../g, (each) => each.toLowerCase()),
  (text) => new URLSearchParams({ '': text }).toString().slice(1),
  (text) => JSON.stringify(text),
  // As PHP writes JSON.
  (text) => phpJson(text),
  (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  basic,
);

/** The credentials of the client `tester` as a Basic header has them (RFC 7617). */
export function basic(secret: string): string {
  return Buffer.from(`tester:${secret}`).toString('base64');
}

/** JSON with the escapes that PHP and Python write: no sign beyond ASCII, no bare slash. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same text with secrets that nobody looks for: where it is broken, their names may be gone. */
export function unmarked(text: string): string {
  return text.replaceAll('Qx7', 'Px7').replaceAll('884171393', '774171393');
}

/** No secret stands in it, neither as it is nor in base64. */
export function expectNoSecret(what: unknown, where: string): void {
  const text = typeof what === 'string' ? what : (JSON.stringify(what) ?? '');
  const found = marker.exec(text) ?? marker.exec(decoded(text));
  const around = found && text.slice(Math.max(0, found.index - 200), found.index + 100);
  assert.equal(found?.[0], undefined, `${where} holds a secret: ${around}`);
}

/** All base64 of a text decoded, wherever in it the bytes begin. */
function decoded(text: string): string {
  const runs = text.match(/[\w+/-]{16,}/g) ?? [];
  return runs
    .flatMap((run) => [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')))
    .join('\n');
}
