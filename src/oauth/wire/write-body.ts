import type { RequestDeviation } from '../../core/deviations.ts';

type Fields = readonly (readonly [name: string, value: string])[];

/** A body with its content type. */
type Written = { type: string; body: string };

/** Writes parameters in another way than as a form; `known` are further values for the places of a template. */
export function writeBody(
  fields: Fields,
  how: Exclude<RequestDeviation['body'], 'form' | undefined>,
  known: Record<string, string>,
): Written {
  if (how === 'json') return { type: 'application/json', body: JSON.stringify(withLists(fields)) };
  if (how === 'multipart') return multipart(fields);
  const values = { ...known, ...Object.fromEntries(fields) };
  return { type: how.contentType, body: fill(how.text, values, escapeFor(how.contentType)) };
}

/** A template with each `{name}` filled in; what has no value is empty. */
export function fill(
  template: string,
  values: Record<string, string>,
  escaped: (value: string) => string = (value) => value,
): string {
  return template.replace(/\{([\w.-]+)\}/g, (_, name: string) =>
    Object.hasOwn(values, name) ? escaped(values[name] ?? '') : '',
  );
}

function escapeFor(contentType: string): ((value: string) => string) | undefined {
  if (/json/i.test(contentType)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/urlencoded/i.test(contentType)) return encodeURIComponent;
  return /xml/i.test(contentType)
    ? (value) => value.replace(/[<>&"']/g, (each) => `&#${each.charCodeAt(0)};`)
    : undefined;
}

/** What stands several times (`resource`) is a list in JSON. */
function withLists(fields: Fields): object {
  const all = Object.entries(Object.groupBy(fields, ([name]) => name));
  return Object.fromEntries(
    all.map(([name, each = []]) => [name, each.length > 1 ? each.map(([, value]) => value) : each[0]?.[1]]),
  );
}

/** RFC 7578, written as text so that the trace shows what was sent; names are escaped as browsers do (HTML, multipart form data). */
function multipart(fields: Fields): Written {
  let boundary = 'form-part';
  while (fields.some(([name, value]) => `${name}${value}`.includes(boundary))) boundary += '-';
  const quoted = (name: string) => name.replace(/[\r\n"]/g, encodeURIComponent);
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}
