/** Deeper than any honest JSON. From some thousand levels on a browser can neither store nor copy a value. */
const deepest = 500;

/** Whether the lists and objects of a JSON text stand too deep in each other. What is no JSON is seldom so, either. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length && depth <= deepest; at++) {
    const sign = text[at];
    if (isInText && sign === '\\') at += 1;
    else if (sign === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return depth > deepest;
}
