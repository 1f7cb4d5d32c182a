import { isSecretName } from '../core/is-secret-name.ts';

/** A URL without credentials in front of its host, and without query parameters that are named like secrets; `missing` says which. */
export function withoutCredentials(url: string): { url: string; missing: string[] } {
  const missing: string[] = [];
  const [, beforeQuery = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(url) ?? [];
  const host = beforeQuery.replace(/^(\s*\w+:[\\/]*)[^\\/]*@/, '$1');
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

/**
 * A value with every URL in it without credentials, however deep it stands; `missing` says what is, and in which field. Of a named value
 * (`{ name, value }`) that is its name.
 */
export function withoutUrlCredentials<Value>(value: Value, field = ''): { open: Value; missing: string[] } {
  const missing: string[] = [];
  const opened = (each: unknown, name: string): unknown => {
    if (typeof each === 'string') {
      if (!/^\s*https?:/i.test(each)) return each;
      const without = withoutCredentials(each);
      missing.push(...without.missing.map((what) => `${what} in ${name}`));
      return without.url;
    }
    if (Array.isArray(each)) return each.map((one) => opened(one, name));
    if (typeof each !== 'object' || each === null) return each;
    const own = 'name' in each && typeof each.name === 'string' ? each.name : name;
    return Object.fromEntries(
      Object.entries(each).map(([key, one]) => [key, opened(one, key === 'value' ? own : key)]),
    );
  };
  return { open: opened(value, field) as Value, missing };
}
