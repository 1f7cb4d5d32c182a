/** Header, payload and signature; of an encrypted one also key and tag (RFC 7516, section 3.1). */
const mostParts = 5;

/**
 * A text with each JWT in it (RFC 7519, section 3) replaced. It is looked for word by word and part by part, since an expression that
 * begins anew at every letter takes the square of a hostile text’s length.
 */
export function replaceJwts(text: string, replace: (jwt: string) => string): string {
  return text.replace(/[\w.-]+/g, (word) => inWord(word, replace));
}

function inWord(word: string, replace: (jwt: string) => string): string {
  const parts = word.split('.');
  const shown: string[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    // What is before it belongs to something else.
    const begin = at + 2 < parts.length ? part.search(/\bey[\w-]{8}|eyJ/) : -1;
    if (begin < 0) {
      shown.push(part);
      continue;
    }
    const more = parts.slice(at + 1, at + mostParts);
    // The full stop of a sentence.
    while (more.length > 2 && more.at(-1) === '') more.pop();
    shown.push(part.slice(0, begin) + replace([part.slice(begin), ...more].join('.')));
    at += more.length;
  }
  return shown.join('.');
}
