// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are a shell’s variables.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPastedText } from '../../../src/formats/read/pasted-text.ts';
import { requestAs, type requestForms } from '../../../src/formats/request-as.ts';
import { readOrRefused } from './read-or-refused.ts';

const read = (text: string) => readPastedText(text, 'new');

describe('The flows of the parameter syntax document', () => {
  const tokenRequest = (body: string) => `POST /token HTTP/1.1
Host: server.example.com
Content-Type: application/x-www-form-urlencoded
${body}`;
  const client = '&client_id=tester&client_secret=s3cret';
  const redirect = '&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb';
  const server = { name: 'server.example.com', client_id: 'tester' };
  const withSecret = { ...server, client_secret: 's3cret', token_endpoint_auth_method: 'client_secret_post' };
  const token_endpoint = 'https://server.example.com/token';

  test('A client credentials request fills a profile', () => {
    const { draft, notUnderstood } = read(tokenRequest(`grant_type=client_credentials${client}`));
    expect(draft).toMatchObject({ ...withSecret, grant_type: 'client_credentials', endpoints: { token_endpoint } });
    expect(notUnderstood).toEqual([]);
  });

  test('A password request fills a profile, its body on two lines', () => {
    const { draft, notUnderstood } = read(tokenRequest(`grant_type=password&username=alice&password=p%26w\n${client}`));
    expect(draft).toMatchObject({ ...withSecret, grant_type: 'password', username: 'alice', password: 'p&w' });
    expect(notUnderstood).toEqual([]);
  });

  test('Both steps of the authorization code grant fill one profile', () => {
    const both = `Step 1
GET /authorize?response_type=code&client_id=tester&state=xyz
${redirect}
&scope=read%20write HTTP/1.1
Host: server.example.com
Step 2
${tokenRequest(`grant_type=authorization_code&code=[CODE_FROM_STEP1]\n${client}\n${redirect}`)}`;
    const { draft, notUnderstood, remarks } = read(both);
    expect(draft).toMatchObject({
      ...withSecret,
      grant_type: 'authorization_code',
      endpoints: { authorization_endpoint: 'https://server.example.com/authorize', token_endpoint },
      scope: 'read write',
      redirect: 'tab',
      redirect_uri: 'https://client.example.com/cb',
      parameters: [],
    });
    expect(notUnderstood).toEqual(['“Step 1” was not understood.', '“Step 2” was not understood.']);
    expect(remarks).toEqual(['Made anew for each sign-in, so not kept: state, code.']);
  });

  test('A renewal fills a profile, and its refresh token is kept beside', () => {
    const { draft, token } = read(tokenRequest(`grant_type=refresh_token&refresh_token=r3fresh\n${client}`));
    expect(draft).toMatchObject({ ...withSecret, endpoints: { token_endpoint } });
    expect(token).toEqual({ refresh_token: 'r3fresh' });
  });

  test('An implicit request fills a profile, the host before the request line', () => {
    const { draft, notUnderstood } = read(`Host: server.example.com
HTTP/1.1
GET /authorize?response_type=token&client_id=tester&state=[OPTIONAL_STATE]
${redirect}&scope=[OPTIONAL_SCOPES]`);
    expect(draft).toMatchObject({
      ...server,
      grant_type: 'implicit',
      response_type: 'token',
      endpoints: { authorization_endpoint: 'https://server.example.com/authorize' },
      redirect_uri: 'https://client.example.com/cb',
      scope: '',
    });
    expect(notUnderstood).toEqual([]);
  });

  test('What only stands for a value is asked for', () => {
    const { draft, remarks } = read('grant_type=client_credentials&client_id=[APP_KEY]&client_secret=[APP_SECRET]');
    expect(draft).toMatchObject({ client_id: '', client_secret: '', grant_type: 'client_credentials' });
    expect(remarks).toContain('[APP_KEY] stands where client_id belongs: type it.');
    expect(remarks).toContain('[APP_SECRET] stands where client_secret belongs: type it.');
  });
});

describe('Parameters', () => {
  test('may stand one in a line, with comments and blanks', () => {
    const { draft, notUnderstood } = read(`
      # Acme, staging
      token_url = https://id.acme.example/token
      grant_type=client_credentials
      client_id: tester   // not the one of production
      scope=pets:read,pets:write
      audience=https://api.acme.example
    `);
    expect(notUnderstood).toEqual([]);
    expect(draft).toMatchObject({
      name: 'id.acme.example',
      client_id: 'tester',
      endpoints: { token_endpoint: 'https://id.acme.example/token' },
      scope: 'pets:read,pets:write',
      scopeSeparator: ',',
      parameters: [{ name: 'audience', value: 'https://api.acme.example', stage: 'token', place: 'body', on: true }],
    });
  });

  test('are not the words of prose around them', () => {
    const { draft, notUnderstood } = read('Tip: share it with your team\nclient_id: tester\nNote: all is well');
    expect(draft.parameters).toEqual([]);
    expect(notUnderstood).toEqual(['“Tip” was not understood.', '“Note” was not understood.']);
  });

  test('may be a JSON object', () => {
    const { draft } = read('{"client_id": "tester", "issuer": "https://id.acme.example", "claims": {"sub": 1}}');
    expect(draft).toMatchObject({ client_id: 'tester', issuer: 'https://id.acme.example', name: 'id.acme.example' });
    expect(draft.parameters).toMatchObject([{ name: 'claims', value: '{"sub":1}', stage: 'every' }]);
  });

  test('of an address that a browser shows fill a profile', () => {
    const { draft } = read(
      'https://id.acme.example/oauth/authorize?response_type=id_token%20code&client_id=a&prompt=login&code_challenge_method=plain',
    );
    expect(draft).toMatchObject({
      grant_type: 'hybrid',
      response_type: 'code id_token',
      code_challenge_method: 'plain',
      endpoints: { authorization_endpoint: 'https://id.acme.example/oauth/authorize' },
      parameters: [{ name: 'prompt', value: 'login', stage: 'authorize', place: 'query' }],
    });
  });

  test('that contradict each other are told, without their values', () => {
    const { draft, notUnderstood } = read(
      'client_id=a&client_id=b&client_secret=one&client_secret=two&grant_type=password',
    );
    expect(draft).toMatchObject({ client_id: 'a', client_secret: 'one' });
    expect(notUnderstood).toEqual([
      'client_id is there twice, with two values: the first one was taken.',
      'client_secret is there twice, with two values: the first one was taken.',
    ]);
  });

  test('of a grant that can be none say so, without what may be secret in it', () => {
    const { draft, notUnderstood } = read(
      'curl https://id.acme.example/token -d client_id=a --data-urlencode "grant_type=password=hush hush"',
    );
    expect(draft.extensionGrant).toBe('');
    expect(notUnderstood).toEqual(['The grant type “password” is not known.']);
  });

  test('of a grant of the server’s own make an extension grant', () => {
    const { draft } = read('grant_type=urn:acme:ticket&ticket=77&client_id=a');
    expect(draft).toMatchObject({ grant_type: 'extension', extensionGrant: 'urn:acme:ticket' });
    expect(draft.parameters).toMatchObject([{ name: 'ticket', value: '77', stage: 'token', place: 'body' }]);
  });

  test('of a token exchange fill its tokens', () => {
    const { draft } = read(
      'grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=a&subject_token=abc&subject_token_type=urn:x&resource=https://a.example',
    );
    expect(draft.subject).toMatchObject({ tokenId: '', text: 'abc', type: 'urn:x' });
    expect(draft.parameters).toMatchObject([{ name: 'resource' }]);
  });
});

describe('A curl command', () => {
  test('with Basic credentials fills a profile', () => {
    const { draft, notUnderstood } = read(`$ curl -sS -X POST https://id.acme.example/token \\
  -u 'tester:s3cr+t' -H 'Accept: application/json' -H "X-Tenant: blue" \\
  -d grant_type=client_credentials -d 'scope=pets:read pets:write' --data-urlencode 'audience=https://api.acme.example/' | jq .access_token`);
    expect(draft).toMatchObject({
      endpoints: { token_endpoint: 'https://id.acme.example/token' },
      client_id: 'tester',
      client_secret: 's3cr+t',
      token_endpoint_auth_method: 'client_secret_basic',
      rawBasic: true,
      scope: 'pets:read pets:write',
      parameters: [
        { name: 'audience', value: 'https://api.acme.example/', stage: 'token', place: 'body' },
        { name: 'X-Tenant', value: 'blue', stage: 'token', place: 'header' },
      ],
    });
    expect(notUnderstood).toEqual(['“jq .access_token” is no curl command, and was left out.']);
  });

  test('of the Windows prompt fills a profile', () => {
    const { draft } = read(
      'C:\\>curl.exe ^"https://id.acme.example/token^" ^\n  -H ^"accept: */*^" ^\n  --data-raw ^"grant_type=password^&client_id=a^&username=x^%^41^&password=^\\^"p^\\^"^"',
    );
    expect(draft).toMatchObject({ grant_type: 'password', client_id: 'a', username: 'xA', password: '"p"' });
  });

  test('with variables asks for what they hold', () => {
    const { draft, remarks } = read(
      'curl "https://id.acme.example/token" -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials -d "resource=${RESOURCE}"',
    );
    expect(draft).toMatchObject({ client_id: '', client_secret: '' });
    expect(remarks).toContain('${CLIENT_SECRET} stands where client_secret belongs: type it.');
    expect(remarks).toContain('${RESOURCE} stands where resource belongs: type it.');
  });

  test('that sends JSON is read, and says that it is sent as a form', () => {
    const { draft, remarks } = read(
      `curl https://id.acme.example/oauth/token --json '{"grant_type":"client_credentials","client_id":"a"}'`,
    );
    expect(draft).toMatchObject({ grant_type: 'client_credentials', client_id: 'a' });
    expect(remarks).toEqual(['The body stood there as application/json: Tokendock sends it as a form.']);
  });

  test('whose headers run into its body is told without what stands there', () => {
    const { remarks } = read(
      'POST /token HTTP/1.1\nHost: id.acme.example\nContent-Type: application/x-www-refresh_token=hushhush\n\nclient_id=a\n',
    );
    expect(remarks.join()).toContain('something else');
    expect(remarks.join()).not.toContain('hush');
  });

  test('with credentials of no known scheme is told without them', () => {
    const { notUnderstood } = read("curl https://id.acme.example/token -H 'Authorization: hush-1234' -d client_id=a");
    expect(notUnderstood).toEqual(['The header Authorization of the token request was left out.']);
  });

  test('with -G has its parameters in the address', () => {
    const { draft } = read('curl -G --url id.acme.example/authorize -d response_type=code -d client_id=a');
    expect(draft).toMatchObject({
      client_id: 'a',
      endpoints: { authorization_endpoint: 'http://id.acme.example/authorize' },
    });
  });

  test('that sends parts is read, and says that they are sent as a form', () => {
    const { draft, notUnderstood } = read(`curl https://a.example/token -F grant_type=password -F 'client_id="abc"'`);
    expect(draft).toMatchObject({ grant_type: 'password', client_id: 'abc' });
    expect(notUnderstood.join(' ')).toContain('multipart');
  });

  test.each([
    ['curl https://a.example/token -d @body.txt -d client_id=a -d grant_type=password', 'The file “body.txt”'],
    ['curl https://a.example/token -d grant_type=password --cert me.pem', 'client certificate'],
    ['curl https://a.example/token -d grant_type=password --frobnicate x', '--frobnicate'],
    ['curl https://a.example/token -d grant_type=password --next https://b.example', '--next'],
    ['curl https://a.example/token -d grant_type=password -H "Authorization: Digest abcdef"', 'Digest'],
    ['curl -d grant_type=password', 'no URL'],
    [
      'curl https://a.example/pets -d client_id=a; curl https://a.example/token -d grant_type=password',
      'a.example/pets',
    ],
  ])('tells what of it was not understood: %s', (text, words) => {
    expect(read(text).notUnderstood.join(' ')).toContain(words);
  });
});

describe('Other requests', () => {
  test.each([
    ['POST https://a.example/introspect\n\ntoken=x&client_id=a', 'introspection_endpoint'],
    ['POST https://a.example/revoke\n\ntoken=x&client_id=a', 'revocation_endpoint'],
    ['POST https://a.example/device_authorization\n\nclient_id=a', 'device_authorization_endpoint'],
    ['POST https://a.example/par\n\nclient_id=a&response_type=code', 'pushed_authorization_request_endpoint'],
    ['POST https://a.example/bc-authorize\n\nclient_id=a&login_hint=alice', 'backchannel_authentication_endpoint'],
    ['GET https://a.example/userinfo\nAuthorization: Bearer abc', 'userinfo_endpoint'],
  ])('%s names the %s', (text, endpoint) => {
    expect(Object.keys(read(text).draft.endpoints)).toEqual([endpoint]);
  });

  test('A metadata URL names the issuer', () => {
    expect(read('https://a.example/realms/x/.well-known/openid-configuration').draft.issuer).toBe(
      'https://a.example/realms/x',
    );
  });

  test('The access token of a user info request is kept beside', () => {
    expect(read('GET https://a.example/userinfo\nAuthorization: Bearer abc').token).toEqual({ access_token: 'abc' });
  });
});

const oauthWords = fc.constantFrom(
  ...'curl,-d,-H,-u,--data-urlencode,--next,GET /authorize,POST /token HTTP/1.1,Host: a.example,HTTP/1.1,grant_type=password,client_id=[APP_KEY],&,=,{,",\',\\,^,^",\n,$,${,`,|,#,__proto__=1,constructor=1,response_type=token,%,%zz,Authorization: Basic ,https://'.split(
    ',',
  ),
);
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.oneof(oauthWords, fc.string()), { maxLength: 30 }).map((words) => words.join(' ')),
  fc.array(oauthWords, { maxLength: 30 }).map((words) => words.join('')),
  fc.json(),
);

test('Whatever is pasted is read, or refused with a sentence', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const result = readOrRefused(() => read(text));
      for (const sentence of [...(result?.notUnderstood ?? []), ...(result?.remarks ?? [])])
        expect(sentence).toMatch(/\.$/);
    }),
    { numRuns: 2000 },
  );
});

test('What is too large, or says nothing about OAuth, is refused with a sentence', () => {
  expect(readOrRefused(() => read('client_id=a&'.repeat(200_000)))).toBeUndefined();
  expect(readOrRefused(() => read('Dear all, see you on Monday'))).toBeUndefined();
  expect(readOrRefused(() => read(''))).toBeUndefined();
});

test.each(['a=b\n', ' \n&', ': ', '- ', '"', '\\a', 'curl\n', 'POST /x\n', '///\n'])(
  'A text made to be slow is read in good time: %j again and again',
  (bit) => {
    const much = bit.repeat(300_000 / bit.length);
    for (const begin of ['', "curl 'x' ", 'curl "', 'POST /token HTTP/1.1\nHost: a\n\n']) {
      const result = readOrRefused(() => read(begin + much));
      expect(result?.notUnderstood.length ?? 0).toBeLessThanOrEqual(21);
      expect(result?.draft.parameters.length ?? 0).toBeLessThanOrEqual(200);
    }
  },
);

test('A secret that stands where it is not understood is in no sentence', () => {
  const secret = 'verysecretverysecretverysecret';
  for (const text of [
    `client_id=a\n${secret}`,
    `curl https://a.example/token -d grant_type=password --frobnicate ${secret}`,
    `POST https://a.example/token\nAuthorization: Digest ${secret}\n\ngrant_type=password`,
    `client_id=a&client_secret=x&client_secret=${secret}`,
    `curl https://a.example/token -d grant_type=password | tee ${secret}`,
  ]) {
    const { notUnderstood, remarks } = read(text);
    expect([...notUnderstood, ...remarks].join(' ')).not.toContain(secret);
  }
});

test('A request is read back the same from every form that it is written in', () => {
  const word = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/^[[<{$%]/.test(text));
  fc.assert(
    fc.property(
      word,
      word,
      word,
      fc.constantFrom('curl', 'curl-windows', 'http-file'),
      (id, secret, audience, form) => {
        const parameters = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience };
        const request = {
          method: 'POST',
          url: 'https://id.acme.example/token?tenant=b%2Fl',
          headers: [['X-Tenant', id.replace(/[^ -~]/g, '')] as [string, string]].filter(
            ([, value]) => value.trim() === value && value,
          ),
          body: new URLSearchParams(parameters).toString(),
        };
        const { draft, notUnderstood } = read(requestAs(form as (typeof requestForms)[number], request));
        expect(notUnderstood).toEqual([]);
        expect(draft).toMatchObject({ client_id: id, client_secret: secret, grant_type: 'client_credentials' });
        expect(draft.parameters).toEqual([
          { name: 'tenant', value: 'b/l', stage: 'token', place: 'query', on: true },
          { name: 'audience', value: audience, stage: 'token', place: 'body', on: true },
          ...request.headers.map(([name, value]) => ({ name, value, stage: 'token', place: 'header', on: true })),
        ]);
      },
    ),
    // A caret before a quote is no sign of the Windows prompt where a POSIX shell has both in quotes.
    { examples: [['^"', '!', '!', 'curl']] },
  );
});
