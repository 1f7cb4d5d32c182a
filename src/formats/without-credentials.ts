import { isSecretName } from '../core/is-secret-name.ts';

/** A URL without credentials in front of its host, and without query parameters that are named like secrets; `missing` says which. */
export function withoutCredentials(url: string): { url: string; missing: string[] } {
  const missing: string[] = [];
  const [, beforeQuery = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(url) ?? [];
  const host = beforeQuery.replace(/^(\w+:\/\/)[^/]*@/, '$1');
  if (host !== beforeQuery) missing.push('user and password');
  const open = query?.split('&').filter((pair) => {
    const [[name, value] = ['', '']] = new URLSearchParams(pair);
    const isSecret = value !== '' && isSecretName(name);
    if (isSecret) missing.push(name);
    return !isSecret;
  });
  const rest = open && (open.length > 0 || query === '') ? `?${open.join('&')}` : '';
  return { url: `${host}${rest}${fragment}`, missing };
}
