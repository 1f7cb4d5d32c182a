/** The lines of a text; one that begins as the middle of a query, with `&` or `?`, belongs to the one before. */
export function joinedLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]*[&?]\S/.test(line) && lines.length > 0) lines.push(`${lines.pop()?.trimEnd()}${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}
