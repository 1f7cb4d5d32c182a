import { isSecretName } from '../core/is-secret-name.ts';
import { type Profile, secretFields, type TokenSource } from '../core/profile.ts';
import { type FileProfile, fileVersion } from './file-profile.ts';

/**
 * Profiles as a file that Tokendock reads again, JSON with line breaks, so that differences are seen. Without `withSecrets`, no secret
 * is in it: neither those of the client and user, nor pasted tokens, nor parameters that are named like secrets; `leftOut` says whose.
 * Signing keys never are: they can't leave the browser.
 */
export function writeProfileFile(
  profiles: readonly Profile[],
  { withSecrets }: { withSecrets: boolean },
): { text: string; leftOut: string[] } {
  const leftOut: string[] = [];
  const written = profiles.map((profile) => {
    const whole = inFile(profile);
    if (withSecrets) return whole;
    const { open, missing } = withoutSecrets(whole);
    if (missing.length > 0) leftOut.push(`${profile.name}: ${missing.join(', ')}`);
    return open;
  });
  const file = { tokendock: 'profiles', version: fileVersion, secrets: withSecrets, profiles: written };
  return { text: `${JSON.stringify(file, null, 2)}\n`, leftOut };
}

function inFile(profile: Profile): FileProfile {
  const { id: _1, position: _2, deletedAt: _3, metadata: _4, keyId: _5, subject, actor, ...rest } = profile;
  return { ...rest, ...pasted({ subject, actor }) };
}

/** A stored token is in no file; a pasted one is. */
function pasted(sources: { [Name in 'subject' | 'actor']: TokenSource | undefined }): Pick<FileProfile, 'subject'> {
  return Object.fromEntries(Object.entries(sources).filter(([, source]) => source && 'text' in source));
}

function withoutSecrets(profile: FileProfile): { open: FileProfile; missing: string[] } {
  const missing: string[] = secretFields.filter((field) => profile[field]);
  const { registration, subject, actor, ...rest } = profile;
  const open = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !secretFields.some((field) => field === name)),
  ) as typeof rest;
  if (registration) missing.push('registration');
  const sources = { ...(subject && { subject }), ...(actor && { actor }) };
  missing.push(...Object.keys(sources).map((name) => `${name}_token`));
  const parameters = open.parameters.map((each) => {
    if (!each.value || !isSecretName(each.name)) return each;
    missing.push(each.name);
    return { ...each, value: '' };
  });
  const endpoints = Object.fromEntries(
    Object.entries(open.endpoints).map(([name, url]) => [name, url && withoutUser(url)]),
  ) as FileProfile['endpoints'];
  const emptied = Object.entries(sources).map(([name, { type }]) => [name, { text: '', type }]);
  return { open: { ...open, endpoints, parameters, ...Object.fromEntries(emptied) }, missing };
}

/** Credentials in front of a host. */
function withoutUser(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/?#@]*@/, '$1');
}
