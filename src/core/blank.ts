const name = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const host = `${name}(?:\\.${name})*(?::\\d{1,5})?`;
const segment = '(?!\\.{1,2}$)[\\w.~-]+';

/** What may be filled in, so that it never becomes more than the part of the URL that it stands for. */
export const blankShapes = {
  /** One part between the dots of a host. */
  label: { pattern: new RegExp(`^${name}$`, 'i'), sentence: 'Letters, digits and hyphens only.' },
  host: { pattern: new RegExp(`^${host}$`, 'i'), sentence: 'A host only, without https:// and without a slash.' },
  /** A host with its scheme, and a path if it has one: the tester's own server. */
  server: {
    pattern: new RegExp(`^https?://${host}(?:/${segment.replace('$', '(?:/|$)')})*$`, 'i'),
    sentence: 'An http or https URL without a slash at its end.',
  },
  /** What stands between two slashes. */
  segment: { pattern: new RegExp(`^${segment}$`), sentence: 'Letters, digits, dots, hyphens and underscores only.' },
  /** Never in a URL: the value of a parameter or of a header. */
  value: { pattern: /^[\x21-\x7a|~]+$/, sentence: 'No spaces, no braces, and no letters beyond ASCII.' },
} as const;

type Blank = {
  label: string;
  shape: keyof typeof blankShapes;
  only?: string[] | undefined;
  optional?: boolean | undefined;
};

/** What is wrong with a filled blank, as a sentence; undefined: nothing. */
export function wrongBlank({ label, shape, only, optional }: Blank, value: string): string | undefined {
  if (!value) return optional ? undefined : `${label} is needed.`;
  if (only && !only.includes(value)) return 'Choose one of the list.';
  return blankShapes[shape].pattern.test(value) ? undefined : blankShapes[shape].sentence;
}
