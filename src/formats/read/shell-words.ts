import { Failure } from '../../core/failure.ts';

/** One command: its words, as the program would get them. A shell's variable stays as `${NAME}`. */
export type Command = string[];

const posixTokens = new RegExp(
  [
    /(?<join>[\\`][ \t]*\r?\n)/,
    /(?<space>[ \t\r]+)/,
    /'(?<single>[^']*)'/,
    /\$'(?<escaped>(?:[^'\\]|\\[\s\S])*)'/,
    /"(?<double>(?:[^"\\]|\\[\s\S])*)"/,
    /\\(?<letter>[\s\S])/,
    /(?<variable>\$\{\w+\}|\$[A-Za-z_]\w*)/,
    /(?<literal><[A-Za-z][\w -]*>|[^\s'"\\`$|&;<>#]+)/,
    /(?<end>\n|[|&;<>]+)/,
    /(?<other>[\s\S])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gy',
);

/** Commands as a POSIX shell splits them; PowerShell's line continuation is known, too. Fails with `import_unreadable`. */
export function posixCommands(text: string): Command[] {
  const builder = createBuilder();
  let comment = false;
  for (const match of text.matchAll(posixTokens)) {
    const { join, space, single, escaped, double, letter, variable, literal, end, other } = match.groups ?? {};
    if (comment && end !== '\n') continue;
    comment = false;
    // A URL that was forgotten to be quoted: nobody means to run it in the background.
    const isAmpersand = end === '&' && builder.isInWord() && /\S/.test(text[match.index + 1] ?? ' ');
    if (join !== undefined) builder.add(undefined);
    else if (space !== undefined) builder.endWord();
    else if (isAmpersand) builder.add('&');
    else if (end !== undefined) builder.endCommand();
    else if (other === '#' && !builder.isInWord()) comment = true;
    else if (other === "'" || other === '"') throw unclosed();
    else if (double !== undefined) builder.add(inDoubleQuotes(double));
    else if (escaped !== undefined) builder.add(inDollarQuotes(escaped));
    else if (variable !== undefined) builder.add(`\${${variable.replace(/[${}]/g, '')}}`);
    else builder.add(single ?? letter ?? literal ?? other);
  }
  return builder.commands();
}

/** Quoted words, then the caret that keeps a quote or the end of a line from the Windows prompt. */
const cmdSigns = /\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|(?<sign>\^"|\^[ \t]*\r?$)/gm;

/** Whether a command is one of the Windows prompt. What a POSIX shell has within quotes says nothing of that. */
export function isForCmd(text: string): boolean {
  for (const { groups } of text.matchAll(cmdSigns)) if (groups?.sign !== undefined) return true;
  return false;
}

/** Commands as the Windows prompt and C's start-up code split them. Fails with `import_unreadable`. */
export function cmdCommands(text: string): Command[] {
  return promptLines(text.replaceAll('\r\n', '\n')).map(programWords);
}

/** What cmd.exe does: outside of quotes a caret keeps the next character from meaning anything. */
function promptLines(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '^' && !isQuoted) {
      if (text[at + 1] === '\n') at++;
      at++;
      line += text.charAt(at);
    } else if (char === '\n' || (/[&|<>]/.test(char) && !isQuoted)) {
      lines.push(line);
      line = '';
      isQuoted = false;
    } else {
      if (char === '"') isQuoted = !isQuoted;
      line += char;
    }
  }
  return [...lines, line].filter((each) => each.trim());
}

const programTokens = /(?<slashes>\\*)(?<quote>"+)|(?<space>[ \t]+)|(?<rest>\\+|[^\\" \t]+)/gy;

/** How a C program splits its line: backslashes count only before a quote, and two quotes inside of quotes are one. */
function programWords(line: string): Command {
  const builder = createBuilder();
  let isQuoted = false;
  for (const match of line.matchAll(programTokens)) {
    const { slashes = '', quote = '', space, rest } = match.groups ?? {};
    if (space !== undefined && !isQuoted) builder.endWord();
    else if (!quote) builder.add(space ?? rest);
    else {
      let quotes = quote.length;
      builder.add('\\'.repeat(Math.floor(slashes.length / 2)));
      if (slashes.length % 2 === 1) {
        builder.add('"');
        quotes--;
      }
      for (; quotes > 0; quotes--) {
        if (isQuoted && quotes > 1) {
          builder.add('"');
          quotes--;
        } else isQuoted = !isQuoted;
      }
    }
  }
  if (isQuoted) throw unclosed();
  return builder.commands()[0] ?? [];
}

function createBuilder() {
  const commands: Command[] = [];
  let words: Command = [];
  let word: string | undefined;

  function endWord(): void {
    if (word !== undefined) words.push(word);
    word = undefined;
  }

  function endCommand(): void {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  }

  return {
    /** Undefined adds nothing, and begins no word. */
    add(text: string | undefined) {
      if (text !== undefined) word = (word ?? '') + text;
    },
    isInWord: () => word !== undefined,
    endWord,
    endCommand,
    commands() {
      endCommand();
      return commands;
    },
  };
}

function inDoubleQuotes(text: string): string {
  return text.replace(/\\(\r?\n|[$`"\\])|\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g, (_, escaped, braced, named) =>
    escaped === undefined ? `\${${braced ?? named}}` : escaped.replace(/\r?\n/, ''),
  );
}

const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07', e: '\x1b' };

/** `$'…'`, as browsers copy texts that hold more than letters. */
function inDollarQuotes(text: string): string {
  return text.replace(
    /\\(?:u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|x([\da-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/g,
    (all, short, long, byte, octal, letter) => {
      if (letter !== undefined) return controls[letter] ?? letter;
      const code = octal === undefined ? Number.parseInt(short ?? long ?? byte, 16) : Number.parseInt(octal, 8);
      return code > 0x10ffff ? all : String.fromCodePoint(code);
    },
  );
}

function unclosed(): Failure {
  return new Failure('import_unreadable', {
    format: 'a command',
    reason: 'a quote is opened and never closed',
    tryThis: 'Copy the whole command.',
  });
}
