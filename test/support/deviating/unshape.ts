import type { Deviations } from '../../../src/core/deviations.ts';
import type { RequestKind } from '../../../src/core/request-kind.ts';

/** A request as it stood on the wire. */
export type Wired = { method: string; url: URL; headers: Headers; body: string };

type Fields = Map<string, string>;
type Refuse = (why: string) => never;

/**
 * The parameters of a request under the names of the RFCs, of one that deviates exactly as it must; `names` are those that this kind knows.
 * Whatever stands elsewhere, is named otherwise, or should not be there, is refused. Written against the tester's own code: it shares none.
 */
export async function unshape(
  request: Wired,
  kind: RequestKind,
  names: readonly string[],
  deviations: Deviations,
  refuse: Refuse,
): Promise<Fields> {
  const all = deviations.requests?.['*'];
  const own = deviations.requests?.[kind];
  const frontChannel = kind === 'authorization';
  const usual = kind === 'user info' ? 'GET' : 'POST';
  const method = frontChannel ? 'GET' : (own?.method ?? all?.method ?? usual);
  if (request.method !== method) refuse(`only ${method}`);
  const how = own?.body ?? all?.body ?? 'form';
  const query = new Map(request.url.searchParams);
  const isBare = method === 'GET' || (kind === 'user info' && request.body === '');
  const body = isBare ? new Map<string, string>() : await parse(request, how, refuse);
  const found: Fields = new Map();
  for (const name of names) {
    const rule = {
      ...all?.parameters?.['*'],
      ...own?.parameters?.['*'],
      ...all?.parameters?.[name],
      ...own?.parameters?.[name],
    };
    const theirs = own?.parameters?.[name]?.name ?? all?.parameters?.[name]?.name ?? name;
    const asked = rule.place ?? 'body';
    // A window sends neither body nor header.
    const isInQuery = frontChannel ? asked !== 'nowhere' : asked === 'body' && method === 'GET';
    const value = take(theirs, isInQuery ? 'query' : asked, request, query, body);
    if (value === undefined) continue;
    if (rule.value !== undefined && value !== rule.value) refuse(`${theirs} is not ${rule.value}`);
    found.set(name, value);
  }
  for (const { name, value, place } of own?.add ?? all?.add ?? []) {
    if (frontChannel && place === 'header') continue;
    const at = place === 'body' && method === 'GET' ? 'query' : place;
    if (take(name, at, request, query, body) !== value) refuse(`${name} is missing in the ${at}`);
  }
  const [stray] = [...query.keys(), ...body.keys()];
  if (stray !== undefined) refuse(`${stray} does not belong there`);
  return found;
}

function take(name: string, place: string, { headers }: Wired, query: Fields, body: Fields): string | undefined {
  if (place === 'header') return headers.get(name) ?? undefined;
  const from = place === 'query' ? query : body;
  const value = from.get(name);
  if (place !== 'nowhere') from.delete(name);
  return place === 'nowhere' ? undefined : value;
}

type How = 'form' | 'json' | 'multipart' | { contentType: string; text: string };

async function parse({ headers, body }: Wired, how: How, refuse: Refuse): Promise<Fields> {
  const type = headers.get('content-type') ?? '';
  const expected = {
    form: 'application/x-www-form-urlencoded',
    json: 'application/json',
    multipart: 'multipart/form-data',
  };
  const wanted = typeof how === 'string' ? expected[how] : how.contentType;
  if (!type.startsWith(wanted)) refuse(`the body is not ${wanted}`);
  if (how === 'form') return new Map(new URLSearchParams(body));
  if (how === 'json') return new Map(Object.entries(JSON.parse(body) as Record<string, string>));
  if (how === 'multipart') {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return new Map([...form].map(([name, value]) => [name, String(value)]));
  }
  return byTemplate(how.text, body, refuse);
}

/** Reads a JSON body as its template was written: each place holds a JSON text’s inside. */
function byTemplate(template: string, body: string, refuse: Refuse): Fields {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const literals = template.split(/\{\w+\}/).map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const found = new RegExp(`^${literals.join('((?:[^"\\\\]|\\\\.)*)')}$`).exec(body);
  if (!found) return refuse('the body does not follow the template');
  const values = found.slice(1).map((each) => JSON.parse(`"${each}"`) as string);
  return new Map(names.map((name, index) => [name, values[index] ?? '']));
}
