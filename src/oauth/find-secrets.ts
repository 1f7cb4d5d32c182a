import { formDecoded, jsonText, layersOf, plainName } from './layers.ts';

/** Names of a tester's or server's own making; not of what is said about a secret (`client_secret_expires_at`). */
const telling = '[\\s\\S]*(?:secret|passw|api_key)(?![\\s\\S]*expir)[\\s\\S]*';

/** Signed statements: they are worth nothing without their signature, and what they say is what a tester wants to see. */
const signedTokens = ['id_token', 'logout_token'];
const signedNames = [...signedTokens, 'id_token_hint', 'client_assertion', 'assertion', 'request'];

/** Members of JSON, and elements, whose value is a secret, whatever it looks like: all that is called a token of some kind among them. */
const secretMembers = [
  `(?!(?:${signedTokens.join('|')})\\s*$)[\\s\\S]+token`,
  'code_verifier',
  'device_code',
  'auth_req_id',
  'assertion',
  telling,
];

/** The same of parameters and form fields. In the JSON of others these are words like any other. */
const secretFields = [...secretMembers, 'code', 'token', 'response'];

/** Some write `accessToken`, or `access-token`. */
const called = (names: readonly string[]) =>
  new RegExp(`^\\s*(?:${names.join('|').replaceAll('_', '[-_]?')})\\s*$`, 'i');
const isSecretField = called(secretFields);
const isSecretMember = called(secretMembers);
const isSignedName = called(signedNames);
/** What no word is like, under a name that may be one. */
const opaque = /["'][^\s"']{16}/y;

/** The name of a field, member, element or part, and what divides it from its value. Without a limit, a text of such names takes the square of its length. */
const divided =
  /(?:"((?:[^"\\]|\\.){1,200})"|'((?:[^'\\]|\\.){1,200})'|(?<![\w.%-])([\w.%-]{1,200}))(?:[\s+]*(:)[\s+]*|=|(>)|\r\n\r\n)/g;
/** A user and password in front of a URL's host (RFC 3986, section 3.2.1). */
const users = /(?<=:\/\/)[^\s/?#"'<>]+(?=@)/g;
/** A value ends with what no form leaves as it is; an apostrophe may belong to it, or to the text around it. */
const field = /(?:[^&#;\s"'<>\\]|\\(?!["'])|'(?![\s,}\])]|$))+/y;
/** A text may break off within a value. As what begins always ends, too, no text is read to its end again and again. */
const scalar = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)(?:"|\\?$)|'([^'\\]*(?:\\[\s\S][^'\\]*)*)(?:'|\\?$)|(-?\d[\w.+-]*)/
  .source;
const part = new RegExp(`(?:${scalar})(\\s*:)?|[[{}\\]]`, 'g');

/** From where to where in a text a secret stands, and what it is without escapes. A bare number has no quotes around it. */
export type FoundSecret = { from: number; to: number; value: string; isSigned: boolean; isBare: boolean };

/**
 * What is secret in a text by its name or place: fields of forms and URLs, users in front of hosts, elements of XML, and members of JSON
 * (also broken off, or in single quotes), with or without escapes, and also where one of these stands as a text in another.
 */
export function findSecrets(text: string): FoundSecret[] {
  return layersOf(text).flatMap(({ text: shown, at }, depth) =>
    secretsIn(shown).map(({ from, to, isBare, ...rest }) => ({
      ...rest,
      ...{ from: at(from), to: at(to) },
      // What is a text itself has quotes around it.
      isBare: isBare && depth === 0,
    })),
  );
}

function secretsIn(text: string): FoundSecret[] {
  const found: FoundSecret[] = [...text.matchAll(users)].map(({ 0: value, index }) => ({
    ...{ from: index, to: index + value.length, value },
    ...{ isSigned: false, isBare: false },
  }));
  const names = new RegExp(divided);
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const [, double, single, bare, colon, bracket] = match;
    const name = plainName(double ?? single ?? bare ?? '');
    // Nothing is read twice.
    names.lastIndex = colon
      ? readMember(text, names.lastIndex, name, found)
      : readField(text, names.lastIndex, name, bracket ? isSecretMember : isSecretField, found);
  }
  return found;
}

/** Adds the value that begins there, if it is a secret, and says where reading goes on. */
function readField(text: string, from: number, name: string, isSecret: RegExp, found: FoundSecret[]): number {
  const isSigned = isSignedName.test(name);
  field.lastIndex = from;
  const value = (isSigned || isSecret.test(name)) && field.exec(text)?.[0];
  if (!value) return from;
  found.push({ from, to: field.lastIndex, value: formDecoded(value), isSigned, isBare: false });
  return field.lastIndex;
}

/** The same for JSON. Some servers put a token into an object, or a list: then each text and number in that is a secret. */
function readMember(text: string, from: number, name: string, found: FoundSecret[]): number {
  const isSigned = isSignedName.test(name);
  opaque.lastIndex = from;
  const isSecret = isSecretMember.test(name) || (/^\s*token\s*$/i.test(name) && opaque.test(text));
  if (!isSigned && !isSecret) return from;
  const parts = new RegExp(part);
  parts.lastIndex = from;
  let depth = 0;
  do {
    const each = parts.exec(text);
    if (!each) return depth > 0 ? text.length : from;
    const { 0: sign, 1: double, 2: single, 3: number, 4: colon, index } = each;
    const written = double ?? single ?? number;
    // A signed statement is a text.
    if (depth === 0 && (index > from || (!isSecret && (double ?? single) === undefined))) return from;
    if (written === undefined) depth += /[[{]/.test(sign) ? 1 : -1;
    else if (!colon || depth === 0) {
      const at = number === undefined ? index + 1 : index;
      found.push({
        ...{ from: at, to: at + written.length, value: jsonText(written) },
        ...{ isSigned, isBare: number !== undefined },
      });
    }
  } while (depth > 0);
  return parts.lastIndex;
}
