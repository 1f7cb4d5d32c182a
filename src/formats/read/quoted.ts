/** The beginning of a foreign text, for a sentence. What is long and without a space may be a secret. */
export function quoted(text: string): string {
  const [, name] = /^\s*([\w.-]{1,40})\s*[=:]/.exec(text) ?? [];
  if (name) return `“${name}”`;
  const words = text.trim().slice(0, 60).split(/\s+/);
  const shown = words.map((word) => (word.length > 20 ? `${word.slice(0, 4)}…` : word)).join(' ');
  return `“${shown}${text.trim().length > 60 ? ' …' : ''}”`;
}
