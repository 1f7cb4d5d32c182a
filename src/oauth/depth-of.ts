/** How deep lists and objects stand in each other in a JSON text, by hand: what walks through its value would run out of stack. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const each = text[at];
    if (isText && each === '\\') at += 1;
    else if (each === '"') isText = !isText;
    else if (isText) continue;
    else if (each === '[' || each === '{') deepest = Math.max(deepest, ++depth);
    else if (each === ']' || each === '}') depth -= 1;
  }
  return deepest;
}
