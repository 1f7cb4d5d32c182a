const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element with what is in it. Attributes are left out. */
const element = /<([\w:.-]+)(?:\s[^<>]*)?(?:\/>|>([\s\S]*?)<\/\1>)/g;

/** More than any token is long: what breaks off in a longer text would be looked for again and again. */
const longest = 20_000;

/**
 * The elements of an XML text as fields: what holds elements is an object, what stands several times a list, all else a text. Undefined for
 * anything with a document type, entities of its own, comments or CDATA: no server needs them to say what a token is.
 */
export function readXml(text: string): Record<string, unknown> | undefined {
  if (text.length > longest || text.includes('<!')) return undefined;
  const found = [...text.matchAll(element)].map(([, name = '', inner = '']) => ({
    name: name.replace(/^.*:/, ''),
    value: inner.includes('<') ? readXml(inner) : unescaped(inner.trim()),
  }));
  const named = Object.entries(Object.groupBy(found, ({ name }) => name));
  return Object.fromEntries(
    named.map(([name, all = []]) => [name, all.length > 1 ? all.map(({ value }) => value) : all[0]?.value]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
