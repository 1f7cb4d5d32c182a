import type { Deviations } from '../core/deviations.ts';
import { isSecretName } from '../core/is-secret-name.ts';
import { type Profile, secretFields, type TokenSource } from '../core/profile.ts';
import { type FileProfile, fileVersion } from './file-profile.ts';
import { withoutUrlCredentials } from './without-credentials.ts';

/**
 * Profiles as a file that Tokendock reads again, JSON with line breaks, so that differences are seen. Without `withSecrets`, no secret
 * is in it: neither those of the client and user, nor pasted tokens, nor parameters that are named like secrets, nor users and passwords in URLs; `leftOut` says whose.
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
  const emptyOf = <Each extends { name: string; value: string }>(each: Each): Each => {
    if (!isOwnSecret(each.name, each.value)) return each;
    missing.push(each.name);
    return { ...each, value: '' };
  };
  const parameters = open.parameters.map(emptyOf);
  const deviations = open.deviations && withoutAdded(open.deviations, emptyOf);
  const emptied = Object.entries(sources).map(([name, { type }]) => [name, { text: '', type }]);
  const shown = withoutUrlCredentials({ ...open, parameters, ...(deviations && { deviations }) });
  return { open: { ...shown.open, ...Object.fromEntries(emptied) }, missing: [...missing, ...shown.missing] };
}

/** Deviations whose further parameters and headers went through `emptyOf`. */
function withoutAdded(
  { requests, use, ...rest }: Deviations,
  emptyOf: <Each extends { name: string; value: string }>(each: Each) => Each,
): Deviations {
  const kinds = Object.entries(requests ?? {}).map(([kind, request]) => [
    kind,
    request?.add ? { ...request, add: request.add.map(emptyOf) } : request,
  ]);
  const headers = Object.entries(use?.headers ?? {}).map(([name, value]) => [name, emptyOf({ name, value }).value]);
  return {
    ...rest,
    ...(requests && { requests: Object.fromEntries(kinds) }),
    ...(use && { use: { ...use, ...(use.headers && { headers: Object.fromEntries(headers) }) } }),
  };
}

/** A template of nothing but what it is filled with (`Bearer {access_token}`) holds no secret of its own. */
function isOwnSecret(name: string, value: string): boolean {
  return isSecretName(name) && value !== '' && !/^(?:\w+ )?(?:\{\w+\}:?)+$/.test(value);
}
