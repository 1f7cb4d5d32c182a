/** HTML that may stand in a page as it is: only {@link html} and {@link trustedHtml} make it. */
export type Html = { readonly text: string };

/** A template whose values are escaped, unless they are HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return { text: String.raw({ raw: parts }, ...values.map(escaped)) };
}

/** For style sheets, and for the forms that oidc-provider hands over ready-made. */
export function trustedHtml(text: string): Html {
  return { text };
}

function escaped(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return 'text' in value ? value.text : value.map((part) => part.text).join('');
}
