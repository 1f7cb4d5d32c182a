/** A host that was typed without its scheme, as the URL that is meant. */
export function withScheme(typed: string): string {
  return /^[\w.-]+\.\w+(?:[:/]|$)/.test(typed) ? `https://${typed}` : typed;
}

export function isWebUrl(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text);
}
