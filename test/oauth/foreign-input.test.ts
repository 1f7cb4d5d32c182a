import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type AnswerDeviation, deviations } from '../../src/core/deviations.ts';
import { requestKinds } from '../../src/core/request-kind.ts';
import { withSetting } from '../../src/core/with-setting.ts';
import { callbackParameters, callbackState, mayAnswer } from '../../src/oauth/callback-parameters.ts';
import { decodedJwt } from '../../src/oauth/decode-jwt.ts';
import { importSigningKey } from '../../src/oauth/signing-key.ts';
import { neededLife } from '../../src/oauth/wire/needed-life.ts';
import { normaliseCallback } from '../../src/oauth/wire/normalise-callback.ts';
import { normaliseResponse } from '../../src/oauth/wire/normalise-response.ts';
import { readXml } from '../../src/oauth/wire/read-xml.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { expectSentence } from '../formats/read/read-or-refused.ts';

const names = fc.constantFrom(
  ...'access_token,accessToken,token,refresh_token,token_type,expires_in,expires_in_sec,expires_at,scope,error,error_description,ok,success,status,errcode,message,data,sub,active,__proto__,constructor,toString,a.b'.split(
    ',',
  ),
);
const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, 'Bearer', '60', 'a,b', 'error', '2026-11-22T12:01:00Z'),
);
/** An answer about as servers give it, with anything anywhere. */
const { answer } = fc.letrec<{ answer: unknown }>((tie) => ({
  answer: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('answer'), { maxLength: 3 }),
    fc.dictionary(fc.oneof({ weight: 4, arbitrary: names }, { weight: 1, arbitrary: fc.string() }), tie('answer'), {
      maxKeys: 6,
    }),
  ),
}));
/** As a parser makes it. */
const json = answer.map((each) => JSON.parse(JSON.stringify(each) ?? 'null'));
const path = fc.oneof(names, fc.constantFrom('data[0].token', 'data.0', '[', '', '..', 'a[b'), fc.string());
const deviation: fc.Arbitrary<AnswerDeviation> = fc.record(
  {
    success: path.map((each) => `${each}=true`),
    failure: path,
    within: path,
    fields: fc.dictionary(names, path, { maxKeys: 3 }),
    unit: fc.constantFrom('milliseconds' as const, 'minutes' as const),
    tokens: fc.array(fc.record({ name: fc.string(), path }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<AnswerDeviation>;
const kind = fc.constantFrom(...requestKinds);

test('Whatever a server answers, and whatever the profile says of it, it is read', () => {
  fc.assert(
    fc.property(answer, deviation, kind, fc.integer({ min: 100, max: 599 }), (body, said, of, status) => {
      const profile = aProfile({ deviations: { answers: { [of]: said } } });
      const heard = { status, type: 'application/json', text: JSON.stringify(body) ?? '' };
      const { fields, isError, secrets } = normaliseResponse(heard, profile, of, noon);
      if (isError) expect(typeof fields?.error === 'string' || fields === undefined).toBe(true);
      for (const secret of secrets) expect(typeof secret).toBe('string');
    }),
    { numRuns: 1000 },
  );
});

test('A setting that an answer is found to need is one that can be taken, and is asked for no more', () => {
  fc.assert(
    fc.property(json, (body) => {
      const heard = { status: 200, type: 'application/json', text: JSON.stringify(body) ?? '' };
      const { needed } = normaliseResponse(heard, aProfile(), 'token', noon);
      const life = neededLife(body, {});
      const offered = [needed && JSON.stringify(needed.setting), life?.setting].filter((each) => each !== undefined);
      for (const setting of offered) {
        const taken = withSetting({}, setting) ?? expect.fail('it is no setting');
        expect(v.is(deviations, taken)).toBe(true);
        expect(life && neededLife(body, JSON.parse(life.setting).answers.token)).toBeUndefined();
        if (needed?.field !== 'access_token' || setting === life?.setting) continue;
        expect(normaliseResponse(heard, aProfile({ deviations: taken }), 'token', noon).needed).toBeUndefined();
      }
    }),
    { numRuns: 1000 },
  );
});

test('Any text is a setting, or nothing', () => {
  const settings = fc.record(
    {
      answers: fc.record({ token: deviation }),
      use: fc.dictionary(fc.string(), fc.jsonValue()),
      requests: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        settings.map((each) => JSON.stringify(each)),
      ),
      (text) => {
        const taken = withSetting({ emptyBasic: true }, text);
        if (taken) expect(v.is(deviations, taken)).toBe(true);
      },
    ),
  );
});

test('Any callback has parameters, whatever the profile calls them', () => {
  const bits = fc.constantFrom(
    'code',
    'state',
    'response',
    'error',
    '=',
    '&',
    '#_=_',
    '#',
    '?',
    '%',
    'a.b.c',
    'eyJhIjoxfQ',
  );
  const tail = fc.array(fc.oneof(bits, fc.webQueryParameters(), fc.string())).map((all) => all.join(''));
  const called = fc.dictionary(names, fc.string(), { maxKeys: 3 });
  fc.assert(
    fc.property(tail, called, fc.boolean(), (end, parameters, anyCaseState) => {
      const url = URL.parse(`https://app.acme.example/?${end}`)?.href;
      if (!url) return;
      const given = callbackParameters({ url }, Object.values(parameters));
      expect(normaliseCallback(given, { parameters, anyCaseState }, 'abc')).toBeInstanceOf(URLSearchParams);
      callbackState({ url });
      expect(mayAnswer({ url }, 'a login of nobody')).toBe(false);
    }),
  );
});

test('Any text is a JWT, or none; XML, or none', () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.jsonValue().map((each) => btoa(encodeURIComponent(JSON.stringify(each)))),
  );
  const dotted = fc.array(fc.oneof(part, fc.string()), { maxLength: 6 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.oneof(dotted, fc.string()), (text) => {
      decodedJwt(text);
      readXml(text);
    }),
  );
});

test('Any pasted key is one, or refused with a sentence that holds nothing of it', async () => {
  const jwk = fc.dictionary(
    fc.constantFrom('kty', 'crv', 'd', 'x', 'y', 'n', 'e', 'keys', 'use', 'kid', 'alg'),
    fc.jsonValue(),
  );
  const pem = fc.tuple(fc.constantFrom('PRIVATE KEY', 'PUBLIC KEY', 'EC PRIVATE KEY', 'X'), fc.base64String());
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    jwk.map((each) => JSON.stringify(each)),
    pem.map(([label, body]) => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`),
  );
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      await importSigningKey(given, 'ES256', 'key', noon).catch(expectSentence);
    }),
    { numRuns: 300 },
  );
});

test('A life that is an object is taken as not said, whatever is in it', () => {
  const text = '{"access_token":"a","token_type":"Bearer","expires_in":{"toString":1}}';
  const { fields, findings } = normaliseResponse(
    { status: 200, type: 'application/json', text },
    aProfile(),
    'token',
    noon,
  );
  expect(fields).toEqual({ access_token: 'a', token_type: 'Bearer' });
  expect(findings).toEqual([{ code: 'expires_in_nothing', values: { seconds: 'an object' } }]);
});
