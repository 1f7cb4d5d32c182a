import { type ForeignPorts, type ReadForeignText, readForeignText } from '../formats/read/foreign-text.ts';

/**
 * Reads what a tester pasted or dropped. Where it names its API, that is the profiles’ base URI; a token without a server needs none. Fails
 * as `readForeignText` does.
 */
export async function readText(text: string, ports: ForeignPorts, environment?: string): Promise<ReadForeignText> {
  const read = await readForeignText(text, ports, environment);
  const profiles = read.profiles.map((profile) => {
    const baseUri = profile.draft.baseUri || baseOf(profile.api[0]);
    const { endpoints, issuer } = profile.draft;
    const isAlone = Object.keys(profile.token).length > 0 && !issuer && Object.keys(endpoints).length === 0;
    return { ...profile, draft: { ...profile.draft, baseUri, pastedOnly: profile.draft.pastedOnly || isAlone } };
  });
  return { ...read, profiles };
}

/** The URL that a pattern begins with, where it names a host. */
function baseOf(pattern = ''): string {
  const url = pattern.replace(/^\*:/, 'https:').replace(/\/?\*$/, '');
  return url.includes('*') || !URL.canParse(url) ? '' : url;
}
