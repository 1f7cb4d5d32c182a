/** What stands where a secret was. */
export const mask = '••••';

/** A text without these secrets. The longest goes first: where one secret begins like another, no end of it may stay. */
export function hideKnown(text: string, secrets: readonly (string | undefined)[]): string {
  // No spelling changes letters and digits: where those don't stand, nothing does.
  const spelled = new Set(
    secrets.flatMap((secret) => (secret && text.includes(/[\w.-]+/.exec(secret)?.[0] ?? '') ? spellings(secret) : [])),
  );
  return [...spelled].sort((a, b) => b.length - a.length).reduce((shown, each) => shown.replaceAll(each, mask), text);
}

/** A server may echo what it got as it got it, or as its own answer writes it: form-encoded, in HTML, in JSON, or in JSON that a gateway puts into its own. */
function spellings(secret: string): string[] {
  // Most secrets are spelled alike everywhere.
  if (/^[\w.-]*$/.test(secret)) return [secret];
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const codes = [new URLSearchParams({ '': secret }).toString().slice(1), encodeURIComponent(secret.toWellFormed())];
  const plain = [
    ...[secret, html, html.replaceAll('"', '&quot;')],
    ...codes.flatMap((code) => [code, code.replace(/%../g, (each) => each.toLowerCase())]),
  ];
  const inJson = asJson(plain);
  return [...plain, ...inJson, ...asJson(inJson)];
}

/** Also as PHP writes it, and others that keep to ASCII. */
function asJson(texts: readonly string[]): string[] {
  const unicode = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const all = texts
    .map((text) => JSON.stringify(text).slice(1, -1))
    .flatMap((json) => [json, json.replaceAll('/', '\\/')])
    .flatMap((json) => [json, json.replace(/[^ -~]/g, unicode)]);
  return [...new Set(all)];
}
