import { expect, test } from 'vitest';
import type { Exchange, Trace } from '../../src/core/exchange.ts';
import { exchangeText, requestText, traceText } from '../../src/formats/exchange-text.ts';
import { harPage, toHar } from '../../src/formats/har.ts';
import { noon } from '../core/support/records.ts';

const exchange: Exchange = {
  id: '1',
  purpose: 'token request',
  at: noon,
  took: 12,
  request: {
    method: 'POST',
    url: 'https://id.acme.example:8443/token?a=1#x',
    headers: [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['dpop', '••••'],
    ],
    body: 'grant_type=client_credentials&scope=a+b',
  },
  response: { status: 200, headers: [['content-type', 'application/json']], body: '{"access_token":"••••"}' },
  findings: [{ code: 'expires_in_text' }],
};
const trace: Trace = { id: 'login', profileId: 'acme', what: 'login', startedAt: noon, exchanges: [exchange] };
const { response: _, ...unanswered } = exchange;

test('An exchange reads as HTTP does in an RFC, with what is worth knowing below', () => {
  expect(exchangeText(exchange)).toBe(`# token request, 2026-11-22T12:00:00.000Z, 12 ms

POST /token?a=1 HTTP/1.1
Host: id.acme.example:8443
Content-Type: application/x-www-form-urlencoded
DPoP: ••••

grant_type=client_credentials&scope=a+b

HTTP/1.1 200
Content-Type: application/json

{"access_token":"••••"}

# “expires_in” is a text, not a number. (RFC 6749, section 5.1)`);
});

test('An exchange without an answer says so, and a trace is all of its exchanges', () => {
  expect(exchangeText({ ...unanswered, response: undefined })).toContain('# no answer');
  expect(traceText({ exchanges: [exchange, exchange] }).match(/^# token request/gm)).toHaveLength(2);
});

test('A URL without a path gets one', () => {
  expect(requestText({ method: 'GET', url: 'https://a.example', headers: [], body: '' })).toBe(
    'GET / HTTP/1.1\nHost: a.example',
  );
});

test('A HAR holds what HTTP Archive 1.2 demands of each part', () => {
  const har = toHar([trace, { ...trace, exchanges: [{ ...unanswered, response: undefined }] }].map(harPage), '1.2.3');
  expect(har).toMatchObject({
    log: {
      version: '1.2',
      creator: { name: 'Tokendock', version: '1.2.3' },
      pages: [{ id: 'login', title: 'login', startedDateTime: '2026-11-22T12:00:00.000Z', pageTimings: {} }, {}],
      entries: [
        {
          pageref: 'login',
          time: 12,
          request: {
            method: 'POST',
            httpVersion: 'HTTP/1.1',
            cookies: [],
            queryString: [{ name: 'a', value: '1' }],
            headersSize: -1,
            bodySize: -1,
            postData: {
              mimeType: 'application/x-www-form-urlencoded',
              params: [
                { name: 'grant_type', value: 'client_credentials' },
                { name: 'scope', value: 'a b' },
              ],
            },
          },
          response: {
            status: 200,
            statusText: '',
            redirectURL: '',
            content: { size: 23, mimeType: 'application/json' },
          },
          cache: {},
          timings: { send: 0, wait: 12, receive: 0 },
        },
        { response: { status: 0, content: { size: 0 } } },
      ],
    },
  });
});
