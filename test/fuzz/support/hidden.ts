import * as fc from 'fast-check';
import { mark, numericSecret, phpJson } from './secret.ts';

const odd = fc.constantFrom('', '-_.~', '/+==', '"\\', '&<>', "'!*()", ' %20', 'ü€😀', '%22', '\\"', '&quot;', '\n');
/** Whoever hides but its beginning has not hidden it. */
const long = fc.tuple(mark, odd, mark).map((parts) => parts.join(''));
const name = fc.constantFrom('access_token', 'refresh_token', 'client_secret', 'device_code', 'My_Api_Key', 'PASSWORD');

export const inPercents = (text: string) => text.replace(/[a-z_]/gi, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
const inCodes = (text: string) => text.replace(/[a-z_]/gi, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
const python = (text: string) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** How servers write a token under its name. */
const named = fc
  .tuple(
    name,
    long,
    fc.constantFrom<(name: string, value: string) => string>(
      (name, value) => JSON.stringify({ ok: true, [name]: value, expires_in: 60 }),
      (name, value) => phpJson({ [name]: value }),
      (name, value) => `{ "${inCodes(name)}" : ${JSON.stringify(value)} }`,
      (name, value) => JSON.stringify({ [name]: [{ value, since: 0 }] }),
      (name, value) => `{'${name}': ${python(value)}, 'ok': True}`,
      (name, value) => `callback({${name}: ${JSON.stringify(value)}})`,
      (name, value) => new URLSearchParams({ a: 'b', [name]: value, c: 'd' }).toString(),
      (name, value) => `a=b&${inPercents(name)}=${encodeURIComponent(value)}`,
      (name, value) => `https://b.example/#${name}=${encodeURIComponent(value)}&state=a`,
    ),
  )
  .map(([name, value, write]) => write(name, value));
const numbered = fc.tuple(name, numericSecret).map(([name, value]) => `{"${name}": ${value}, "expires_in": 60}`);

/** How one text is put into another. */
const within = fc.constantFrom<(text: string) => string>(
  (text) => JSON.stringify({ log: text }),
  (text) => phpJson([text]),
  (text) => new URLSearchParams({ data: text }).toString(),
  (text) => `https://a.example/?next=${encodeURIComponent(text)}&a=b`,
  (text) => `<p title='x'>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</p>`,
);

/** A token that stands under its name, as it is or in a text within a text, at most so many. */
export const hiddenToken = (most = 2): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof({ weight: 8, arbitrary: named }, { weight: 1, arbitrary: numbered }),
      fc.array(within, { maxLength: most }),
    )
    .map(([text, all]) => all.reduce((inner, put) => put(inner), text));
