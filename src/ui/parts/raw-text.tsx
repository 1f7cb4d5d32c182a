/** A message as it stands on the wire. What is masked, or not known yet, is set apart. */
export function RawText({ label, raw }: { label: string; raw: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by the keyboard
    // biome-ignore lint/a11y/useSemanticElements: a section can't hold its white space
    <pre class="code raw" role="region" aria-label={label} tabIndex={0}>
      {raw.split(masks).map((part, at) => (at % 2 ? <mark key={at}>{part}</mark> : part))}
    </pre>
  );
}

/** `<secret>`, also where it stands encoded in a URL. An XML or HTML body is left as it is. */
const masks = /(<[a-z][^<>/\n=]*>(?!.*<\/)|%3C[\w%+.-]*?%3E|•+|\*{3,})/;
