/** How a user is told apart at a glance: the same initial and colour in every row, in the header and on the toolbar. */
export type UserMark = {
  initial: string;
  /** Under white text, or on a light ground. */
  colour: Colour;
};

/** Each keeps a contrast of 4.5:1 to near-white. */
const colours = [
  '#b83280',
  '#0d7377',
  '#2f6fb5',
  '#8a5a2b',
  '#4453c4',
  '#6b6712',
  '#b3372f',
  '#2f7a35',
  '#b34d12',
  '#56657a',
  '#8e3a9d',
  '#7a4bd1',
] as const;
export type Colour = (typeof colours)[number];

/** The mark of a token's label. The same label has the same mark always; two labels may share a colour. */
export function userMark(label: string): UserMark {
  const [first = '?'] = label.trim();
  return {
    initial: first.toLocaleUpperCase('en'),
    colour: colours[hash(label.trim()) % colours.length] ?? colours[0],
  };
}

/** FNV-1a over the text's code points. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return sum;
}
