import * as fc from 'fast-check';
import { hiddenToken } from './hidden.ts';
import { strangeText } from './strange.ts';

/** An answer over HTTP as a case describes it. */
export type Answer = { status: number; type: string; text: string; headers: [string, string][] };

const type = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      'application/json;charset=utf-16',
      'application/x-www-form-urlencoded',
      'text/plain',
      'text/html',
      'application/xml',
      'application/jwt',
      'application/problem+json',
      'APPLICATION/JSON ; a=b',
    ),
  },
);

/** What a `Response` can be made of: browsers refuse other statuses before we see them. */
const status = (usual: number) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(200, 201, 204, 205, 302, 304, 307, 400, 401, 403, 404, 429, 500, 503, 599),
    },
  );

const oddHeader = fc
  .tuple(
    fc.constantFrom(
      'www-authenticate',
      'location',
      'dpop-nonce',
      'cache-control',
      'set-cookie',
      'x-strange',
      'retry-after',
    ),
    fc.oneof(
      hiddenToken(1).map((each) => `https://a.example/?data=${encodeURIComponent(each)}`),
      strangeText,
      fc.constantFrom('Bearer error="invalid_token"', 'DPoP error="use_dpop_nonce"', 'Basic'),
    ),
  )
  .filter(([name, value]) => mayHold(name, value));

function mayHold(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}

export function answering(text: fc.Arbitrary<string>, usual = 200): fc.Arbitrary<Answer> {
  return fc.record({ status: status(usual), type, text, headers: fc.array(oddHeader, { maxLength: 2 }) });
}

export function responseOf({ status, type, text, headers }: Answer): Response {
  const isEmpty = [204, 205, 304].includes(status);
  const all = new Headers(headers);
  if (type) all.set('content-type', type);
  return new Response(isEmpty ? null : new TextEncoder().encode(text), { status, headers: all });
}
