/** The beginning of a foreign text, for a sentence. What is long, mixes letters with digits, or stands behind a scheme may be a secret. */
export function quoted(text: string): string {
  const [, name] = /^\s*([\w.-]{1,40})\s*[=:]/.exec(text) ?? [];
  if (name && !mayBeSecret(name)) return `“${name}”`;
  const bare = text.trim().replace(/(\b(?:Basic|Bearer|DPoP)\s+|\w=)\S+/gi, '$1…');
  const words = bare.slice(0, 60).split(/\s+/);
  const shown = words.map((word) => (mayBeSecret(word) ? `${word.slice(0, 4)}…` : word)).join(' ');
  return `“${shown}${bare.length > 60 ? ' …' : ''}”`;
}

function mayBeSecret(word: string): boolean {
  return word.length > 20 || (word.length >= 8 && /\d/.test(word) && /[a-z]/i.test(word));
}
