import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Deviations, RequestDeviation } from '../../../src/core/deviations.ts';
import type { Failure } from '../../../src/core/failure.ts';
import { type Request, shapeParameters, shapeRequest } from '../../../src/oauth/wire/shape-request.ts';

const given: Request = {
  url: 'https://id.acme.example/token?v=2',
  options: {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'x', code: 'c&"<', client_id: 'tester' }) as unknown as string,
  },
};
const known = { client_id: 'tester', client_secret: 'the secret' };

function shape(token: RequestDeviation, more: Deviations = {}, request = given) {
  const { url, options } = shapeRequest(request, { ...more, requests: { token } }, 'token', known);
  return { url, body: options.body, headers: options.headers as Record<string, string>, method: options.method };
}

describe('A request', () => {
  test('stays to the letter without deviations', () => {
    const { url, body, headers, method } = shape({});
    expect({ url, method }).toEqual({ url: given.url, method: 'POST' });
    expect(body).toBe('grant_type=x&code=c%26%22%3C&client_id=tester');
    expect(headers).toEqual(given.options.headers);
  });

  test('by GET has no body, and all in its query, beside what stood there', () => {
    const { url, body, headers } = shape({ method: 'GET' });
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      v: '2',
      grant_type: 'x',
      code: 'c&"<',
      client_id: 'tester',
    });
    expect(body).toBeUndefined();
    expect(headers).not.toHaveProperty('content-type');
  });

  test.each<[string, string, string]>([
    ['JSON', 'application/vnd.x+json', '{"c":"c&\\"<","s":"the secret","n":""}'],
    ['XML', 'text/xml', '{"c":"c&#38;&#34;&#60;","s":"the secret","n":""}'],
    ['a form', 'application/x-www-form-urlencoded', '{"c":"c%26%22%3C","s":"the%20secret","n":""}'],
    ['text', 'text/plain', '{"c":"c&"<","s":"the secret","n":""}'],
  ])('has a body of the tester’s own, escaped as %s', (_, contentType, body) => {
    const text = '{"c":"{code}","s":"{client_secret}","n":"{nobody}"}';
    const shaped = shape({ body: { contentType, text } });
    expect(shaped.body).toBe(body);
    expect(shaped.headers['content-type']).toBe(contentType);
  });

  test('says in JSON as a list what stands several times', () => {
    const body = 'resource=a&resource=b&one=1';
    expect(shape({ body: 'json' }, {}, { ...given, options: { ...given.options, body } }).body).toBe(
      '{"resource":["a","b"],"one":"1"}',
    );
  });

  test('says one parameter otherwise than all others', () => {
    const { url, body, headers } = shape({
      parameters: {
        '*': { place: 'query' },
        code: { name: 'X-Code', place: 'header', value: 'is {client_id}' },
        grant_type: { place: 'body' },
      },
    });
    expect(url).toBe('https://id.acme.example/token?v=2&client_id=tester');
    expect(body).toBe('grant_type=x');
    expect(headers['x-code']).toBe('is tester');
  });

  test('says which header can’t be sent', () => {
    const failed = () => shape({ parameters: { code: { name: 'Not a header', place: 'header' } } });
    expect(failed).toThrow(
      expect.objectContaining<Partial<Failure>>({ code: 'header_invalid', values: { name: 'Not a header' } }),
    );
  });

  test('to the user info endpoint keeps a token that is bound to a key as it is', () => {
    const bound = { url: 'https://api.example/me', options: { method: 'GET', headers: { authorization: 'DPoP t' } } };
    const shaped = shapeRequest(bound, { use: { scheme: 'token' } }, 'user info', known);
    expect(shaped.options.headers).toEqual({ authorization: 'DPoP t' });
  });
});

test('No secret gets into a URL unless the profile puts it there', () => {
  const names = ['client_secret', 'code', 'refresh_token', 'code_verifier', 'password'];
  const secrets = names.map((name) => `secret-of-${name}`);
  const body = new URLSearchParams(names.map((name, index) => [name, secrets[index] ?? ''])).toString();
  const safe = fc.record(
    {
      body: fc.constantFrom('form' as const, 'json' as const, 'multipart' as const),
      parameters: fc.dictionary(
        fc.constantFrom(...names),
        fc.record(
          {
            name: fc.constantFrom('a', 'b'),
            place: fc.constantFrom('body' as const, 'header' as const, 'nowhere' as const),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(safe, (deviation) => {
      const { url } = shape(deviation, {}, { ...given, options: { ...given.options, body } });
      expect(url).toBe(given.url);
    }),
  );
});

test('What stands in a form, in JSON or in parts is what was given', async () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.string()), {
    selector: ([name]) => name,
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(pairs, async (all) => {
      // White space at a line's end is the one thing that forms normalise.
      const fields = all.map(([name, value]) => [name.replace(/[\r\n]/g, ''), value] as const).filter(([name]) => name);
      const sent = new URLSearchParams(fields.map(([...pair]) => pair)).toString();
      const read = [...new URLSearchParams(sent)];
      if (new Set(read.map(([name]) => name)).size !== read.length) return;
      const request = { ...given, options: { ...given.options, body: sent } };
      expect(JSON.parse(String(shape({ body: 'json' }, {}, request).body))).toEqual(Object.fromEntries(read));
      const { body, headers } = shape({ body: 'multipart' }, {}, request);
      const form = await new Response(String(body), { headers }).formData();
      const escaped = read.map(([name, value]) => [name.replaceAll('"', '%22'), value]);
      expect([...form]).toHaveLength(escaped.length);
    }),
  );
});

test('An authorization request has no place but its query', () => {
  const requests: Deviations['requests'] = {
    '*': {
      add: [
        { name: 'X', value: 'x', place: 'header' },
        { name: 'api', value: '2', place: 'body' },
      ],
      parameters: { '*': { place: 'header' } },
    },
    authorization: { parameters: { client_id: { name: 'client_key' }, scope: { place: 'nowhere' } } },
  };
  const parameters = new URLSearchParams({ client_id: 'tester', scope: 'a', state: 's' });
  expect(shapeParameters(parameters, { requests }, {}).toString()).toBe('client_key=tester&state=s&api=2');
});
