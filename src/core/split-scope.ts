/** The scopes in a text. White space around a scope never belongs to it. */
export function splitScope(text: string, separator: string): string[] {
  const parts = separator.trim() ? text.split(separator.trim()) : text.split(/\s+/);
  return [...new Set(parts.map((part) => part.trim()).filter(Boolean))];
}
