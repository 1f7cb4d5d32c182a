const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** One piece at a time: CDATA, comment or instruction, tag, text. */
const pieces =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s[^<>]*)?\/?)>|([^<]+)|(<)/g;

/** Deeper than any answer of a token endpoint. */
const deepest = 20;

/**
 * The elements within the root of an XML document as fields: what holds elements is an object, what stands several times a list, all else
 * a text. Attributes are left out. Undefined for what is not well-formed, and for anything with a document type: no entity but
 * those of XML itself is ever read.
 */
export function readXml(text: string): Record<string, unknown> | undefined {
  type Element = { name: string; fields: Record<string, unknown>; text: string };
  const root: Element = { name: '', fields: {}, text: '' };
  const open: Element[] = [root];
  for (const [whole, data, closing, name = '', rest = '', plain, stray] of text.matchAll(pieces)) {
    const here = open.at(-1) as Element;
    if (stray || open.length > deepest) return undefined;
    if (data !== undefined || plain !== undefined) here.text += data ?? unescaped(plain ?? '');
    else if (closing) {
      if (here === root || here.name !== name) return undefined;
      open.pop();
      add((open.at(-1) as Element).fields, here);
    } else if (name && rest.endsWith('/')) add(here.fields, { name, fields: {}, text: '' });
    else if (name) open.push({ name, fields: {}, text: '' });
    else if (!/^<[!?]/.test(whole)) return undefined;
  }
  const [top, ...more] = Object.values(root.fields);
  return open.length === 1 && more.length === 0 && typeof top === 'object' && top && !Array.isArray(top)
    ? (top as Record<string, unknown>)
    : undefined;
}

function add(fields: Record<string, unknown>, element: { name: string; fields: object; text: string }): void {
  const value = Object.keys(element.fields).length > 0 ? element.fields : element.text.trim();
  const name = element.name.replace(/^.*:/, '');
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const all = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  // An element may have any name, `__proto__` too.
  Object.defineProperty(fields, name, { value: all, enumerable: true, configurable: true, writable: true });
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
