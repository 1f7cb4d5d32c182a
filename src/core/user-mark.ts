/** How a user is told apart at a glance: the same initial and colour in every row, in the header and on the toolbar. */
export type UserMark = {
  initial: string;
  /** Hex colours. `light` and `dark` are for the two themes, `badge` stands under white text. */
  colour: { light: string; dark: string; badge: string };
};

/** Each pair keeps a contrast of 4.5:1 to the initial: near-white on the first, near-black on the second. */
const pairs = [
  ['#b83280', '#ff9ccf'],
  ['#0d7377', '#6fd3d6'],
  ['#2f6fb5', '#8cc2ff'],
  ['#8a5a2b', '#e0b88a'],
  ['#4453c4', '#a9b4ff'],
  ['#6b6712', '#d9d36a'],
  ['#b3372f', '#ff9d94'],
  ['#2f7a35', '#8fd694'],
  ['#b34d12', '#ffb27a'],
  ['#56657a', '#b4c1d3'],
  ['#8e3a9d', '#e3a1ee'],
  ['#7a4bd1', '#b79bff'],
] as const;

/** The mark of a token's label. The same label has the same mark always; two labels may share a colour. */
export function userMark(label: string): UserMark {
  const [first = '?'] = label.trim();
  const [light, dark] = pairs[hash(label.trim()) % pairs.length] ?? pairs[0];
  return { initial: first.toLocaleUpperCase('en'), colour: { light, dark, badge: light } };
}

/** FNV-1a over the text's code points. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return sum;
}
