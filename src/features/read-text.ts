import { type ForeignPorts, type ReadForeignText, readForeignText } from '../formats/read/foreign-text.ts';

/** Reads what a tester pasted or dropped; where it names its API, that is the profiles’ base URI. Fails as `readForeignText` does. */
export function readText(text: string, ports: ForeignPorts): ReadForeignText {
  const read = readForeignText(text, ports);
  const profiles = read.profiles.map((profile) => {
    const baseUri = profile.draft.baseUri || baseOf(profile.api[0]);
    return { ...profile, draft: { ...profile.draft, baseUri } };
  });
  return { ...read, profiles };
}

/** The URL that a pattern begins with, where it names a host. */
function baseOf(pattern = ''): string {
  const url = pattern.replace(/^\*:/, 'https:').replace(/\/?\*$/, '');
  return url.includes('*') || !URL.canParse(url) ? '' : url;
}
