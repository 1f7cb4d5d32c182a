import { describe, expect, test } from 'vitest';
import { createMasker } from '../../src/oauth/mask.ts';

const b64 = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '');
const jwt = (claims: object) => `${b64({ alg: 'RS256' })}.${b64(claims)}.c2lnbmF0dXJl`;

describe('A secret does not stay', () => {
  const secret = 'Zm9v+bar/secret';
  test.each([
    ['in a form', `grant_type=x&code=${encodeURIComponent(secret)}&code_verifier=${encodeURIComponent(secret)}`],
    ['in a URL’s query', `https://a.example/cb?state=1&code=${encodeURIComponent(secret)}#x`],
    ['in a URL’s fragment', `https://a.example/cb#access_token=${encodeURIComponent(secret)}&state=1`],
    ['in JSON', JSON.stringify({ access_token: secret, refresh_token: secret, device_code: secret })],
    ['deep in JSON', JSON.stringify({ data: [{ client_secret: secret }] })],
    ['in broken JSON', `{"access_token": "${secret}", "x`],
    ['under a name of the server’s own', JSON.stringify({ my_api_key: secret, 'Client-Secret': secret })],
    ['in JSON with single quotes', `{'access_token': '${secret}', 'expires_in': 60}`],
    ['in an object of JavaScript', `{access_token: "${secret}", expires_in: 60}`],
    ['under a percent-encoded name in a form', `access%5Ftoken=${encodeURIComponent(secret)}&%63ode=${secret}`],
    [
      'under a percent-encoded name in a URL',
      `https://a.example/cb?c%6fde=${encodeURIComponent(`${secret}&${secret}`)}`,
    ],
    ['under an escaped name in JSON', `{"access\\u005ftoken":"${secret}\\"${secret}"}`],
    [
      'in JSON that is a text in JSON',
      JSON.stringify({ body: JSON.stringify({ access_token: `${secret}"${secret}` }) }),
    ],
    [
      'in JSON in JSON in JSON',
      JSON.stringify([JSON.stringify({ log: JSON.stringify({ refresh_token: `${secret}"${secret}` }) })]),
    ],
    ['in a form that is a text in JSON', JSON.stringify({ body: `access_token=${secret}&a=b` })],
    ['in a form in JSON with escapes', `{"body":"a=b\\u0026access_token=${encodeURIComponent(secret)}\\u0026c=d"}`],
    ['in JSON in a form', new URLSearchParams({ data: JSON.stringify({ a: 'b', access_token: secret }) }).toString()],
    ['in a URL in a URL', `https://a.example/?next=${encodeURIComponent(`https://b.example/#access_token=${secret}`)}`],
    ['in JSON in HTML', `<pre>{&quot;access_token&quot;:&quot;${secret}&quot;}</pre>`],
    ['in camel case, or with hyphens', JSON.stringify({ accessToken: secret, 'Refresh-Token': secret })],
    [
      'as a token of another kind',
      JSON.stringify({ session_token: secret, csrfToken: secret, token: secret + secret }),
    ],
    [
      'in an element of XML',
      `<OAuth><access_token>${secret}</access_token><RefreshToken>${secret}</RefreshToken></OAuth>`,
    ],
    ['in a part of a form', `--b\r\nContent-Disposition: form-data; name="device_code"\r\n\r\n${secret}\r\n--b--\r\n`],
    [
      'in JSON in HTML by numbers',
      `{&#34;access_token&#34;:&#x22;${secret}&#34;, &apos;code_verifier&#39;:&#39;${secret}&#39;}`,
    ],
    ['with an apostrophe in it', `access_token=x'${secret}&x=y`],
    ['in front of a URL’s host', `https://me:${encodeURIComponent(secret)}@a.example/?mail=me@b.example`],
    [
      'in front of the host of a URL in a URL',
      `https://a.example/?to=${encodeURIComponent(`https://me:${encodeURIComponent(secret)}@a.example/`)}`,
    ],
    [
      'in front of a host in JSON as PHP writes it',
      `{"uri":"https:\\/\\/me:${encodeURIComponent(secret)}@a.example\\/"}`,
    ],
    ['in capitals', `ACCESS_TOKEN=${secret}&x=y`],
  ])('%s', (_, text) => {
    const masked = createMasker([]).maskText(text);
    expect(decodeURIComponent(masked)).not.toMatch(/Zm9v|bar.{0,3}secret/);
    expect(masked).toContain('••••');
  });

  test('that is a number', () => {
    const text = '{"access_token": 12345678901234567890, "expires_in": 60, "refresh_token": [987654], "n": -1}';
    const masked = createMasker([]).maskText(text);
    expect(masked).toBe('{"access_token": "••••", "expires_in": 60, "refresh_token": ["••••"], "n": -1}');
    const masker = createMasker([]);
    masker.learn(text);
    expect(masker.maskText('no 12345678901234567890, no 987654')).toBe('no ••••, no ••••');
  });

  test.each([
    ['authorization', 'Basic dXNlcjpwYXNz', 'Basic ••••'],
    ['Authorization', 'Bearer abc', 'Bearer ••••'],
    ['authorization', 'DPoP abc', 'DPoP ••••'],
    ['authorization', 'abc', '••••'],
    ['set-cookie', 'sid=abc; Path=/', '••••'],
    ['x-api-key', 'abc', '••••'],
    ['x-auth-token', 'abc', '••••'],
    ['X-Access-Token', 'abc', '••••'],
    ['access-control-allow-credentials', 'true', 'true'],
    ['location', 'https://a.example/?code=abcdef', 'https://a.example/?code=••••'],
  ])('in the header %s: %s', (name, value, masked) => {
    expect(createMasker([]).maskHeader([name, value])).toEqual([name, masked]);
  });

  test.each([
    ['breaks off', '', '••••'],
    ['breaks off at a backslash', '\\', '••••\\'],
    ['is cut', '… (cut here)', '••••… (cut here)'],
    ['is cut at a backslash', '\\… (cut here)', '••••\\… (cut here)'],
  ])('in an answer that %s within it', (_, end, masked) => {
    const masker = createMasker([]);
    const answer = `{"token_type":"Bearer","refresh_token":"SECRET0123${end}`;
    expect(masker.maskText(answer)).toBe(`{"token_type":"Bearer","refresh_token":"${masked}`);
    masker.learn(answer);
    expect(masker.maskText('you have SECRET0123')).toBe('you have ••••');
  });

  test('anywhere, when it is known', () => {
    const masker = createMasker(['s3cret&<']);
    expect(masker.maskText('you sent s3cret&< (s3cret%26%3C, s3cret&amp;&lt;)')).toBe('you sent •••• (••••, ••••)');
  });

  test.each([
    ['as PHP and Python write JSON', '"s3\\/cr\\u00e9t\\"&"'],
    ['in JSON that a gateway put into its own', JSON.stringify(JSON.stringify('s3/crét"&'))],
    ['with small percent signs', 's3%2fcr%c3%a9t%22%26'],
    ['in an attribute of HTML', 'value="s3/crét&quot;&amp;"'],
  ])('%s, when it is known', (_, text) => {
    expect(createMasker(['s3/crét"&']).maskText(text)).toMatch(/^(\\?"|value="|)?(\\")*••••/);
    expect(createMasker(['s3/crét"&']).maskText(text)).not.toContain('s3');
  });

  test.each([
    ['in HTML by numbers', 'abc&#43;def&#x2F;gh&#x3D;&#61;', 'abc+def/gh=='],
    ['in a script', "x = 'abc\\u002Ddef\\x27gh'", "abc-def'gh"],
    ['as a form writes a space', 'password was abc+d%21ef', 'abc d!ef'],
    ['each way in another', JSON.stringify('<p title="x">abc%2Bdef&#34;gh\u00e9</p>'), 'abc+def"ghé'],
  ])('%s, when it is known, and not a part of it', (_, text, secret) => {
    expect(createMasker([secret]).maskText(text)).not.toMatch(/abc|ef|gh/);
  });

  test('where another one begins within it', () => {
    expect(createMasker(['abcdef', 'defghijk']).maskText('abcdefghijk, abcdef')).toBe('••••, ••••');
  });

  test('in an object or a list that stands under a secret name', () => {
    const text = '{"access_token":{"value":"opaque-1234"},"refresh_token":["opaque-5678"]}';
    const masker = createMasker([]);
    masker.learn(text);
    expect(masker.maskText(text)).toBe('{"access_token":{"value":"••••"},"refresh_token":["••••"]}');
  });

  test('anywhere, when an earlier text showed what it is', () => {
    const masker = createMasker([]);
    masker.learn('{"access_token":"opaque-1234"}');
    masker.learnHeader(['authorization', 'Bearer other-5678']);
    expect(masker.maskText('no opaque-1234, no other-5678')).toBe('no ••••, no ••••');
  });
});

describe('A JWT', () => {
  test('that is a statement loses its signature, and can still be read', () => {
    const token = jwt({ sub: 'alice' });
    const unsigned = token.replace(/\.[^.]*$/, '.••••');
    const masker = createMasker([]);
    expect(masker.maskText(`{"id_token":"${token}"}`)).toBe(`{"id_token":"${unsigned}"}`);
    expect(masker.maskText(`client_assertion=${token}`)).toBe(`client_assertion=${unsigned}`);
    expect(masker.maskHeader(['dpop', token])).toEqual(['dpop', unsigned]);
    expect(masker.maskText(`what is ${token}?`)).toBe(`what is ${unsigned}?`);
  });

  test('that is an access token, or that is encrypted, goes as a whole', () => {
    const masker = createMasker([]);
    expect(masker.maskText(`{"access_token":"${jwt({})}"}`)).toBe('{"access_token":"••••"}');
    expect(masker.maskText(`${b64({ alg: 'dir', enc: 'A' })}.a.b.c.d`)).toBe('••••');
  });

  test('that is a signed answer goes as a whole: the code is in it', () => {
    expect(createMasker([]).maskText(`https://a.example/?response=${jwt({ code: 'x' })}`)).toBe(
      'https://a.example/?response=••••',
    );
  });
});

test('The challenge of plain PKCE is the verifier, so it goes too, also from a request object', () => {
  const masker = createMasker([]);
  expect(masker.maskText('https://a.example/?code_challenge=verifier&code_challenge_method=plain')).toBe(
    'https://a.example/?code_challenge=••••&code_challenge_method=plain',
  );
  const request = jwt({ code_challenge: 'verifier', code_challenge_method: 'plain' });
  expect(masker.maskText(`https://a.example/?request=${request}`)).toBe('https://a.example/?request=••••');
});

test('What is no secret stays to the letter', () => {
  const masker = createMasker(['abc', '']);
  for (const text of [
    'https://a.example/?response_type=code&state=1&nonce=2&code_challenge=x&code_challenge_method=S256',
    '{"error":"invalid_grant","code":"E1","error_description":"the code is wrong"}',
    '{"error":"bad token", "token":"expired", "token_type":"access_token", "bound_access_tokens":true, "id_token":{"acr":null}}',
    '<p>The <code>access_token</code> is &quot;wrong&quot;: <code>E1</code></p>',
    'grant_type=client_credentials&scope=code+token&token_type_hint=access_token',
    '{"client_secret_expires_at": 0, "password_expired": false, "access_token": null, "code": 7}',
    'https://a.example/?response_type=code%20token&redirect_uri=https%3A%2F%2Fa.example%2F%3Fa%3Db',
    'abcdef',
  ]) {
    expect(masker.maskText(text)).toBe(text);
  }
});

test.each(['%2525', '\\\\"', '&amp;amp;', '%5C%22&quot;', '&code=%25', '"password":\'', '["secret expir'])(
  'A text as long as it is kept, of “%s”, is masked in a moment',
  (unit) => {
    const text = unit.repeat(100_000 / unit.length);
    const masker = createMasker([]);
    masker.learn(text);
    expect(masker.maskText(text).length).toBeGreaterThan(0);
  },
);

test('A text in which a server made up thousands of secrets is masked in a moment', () => {
  const text = JSON.stringify(Array.from({ length: 3500 }, (_, index) => ({ access_token: `a/b"&${index + 10_000}` })));
  const masker = createMasker([]);
  masker.learn(text);
  // In the body, and in each of ten headers.
  for (let count = 0; count < 11; count += 1)
    expect(masker.maskText(text.replaceAll('access_token', 'x'))).not.toMatch(/\d/);
});
