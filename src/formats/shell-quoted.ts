/** A text as one word of a POSIX shell. Nothing in single quotes means anything to it, but the single quote. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A text as one word of a command at the Windows prompt. Two read it: cmd.exe, which takes what follows a caret to the letter, then the
 * program itself, for which quotes count, and backslashes only before a quote.
 */
export function cmdQuoted(text: string): string {
  const forProgram = `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  return (
    forProgram
      .replace(/["^&|<>()!]/g, '^$&')
      // Broken up like this, nothing is the name of a variable.
      .replace(/%(?=\w)/g, '%^')
      .replace(/\r?\n/g, '^\n\n')
  );
}
