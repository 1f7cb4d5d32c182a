import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyAs } from '../../../src/formats/copy-as.ts';
import { requestText } from '../../../src/formats/exchange-text.ts';
import { readCurlCommand } from '../../../src/formats/read/curl-command.ts';
import { readDelivery } from '../../../src/formats/read/delivery.ts';
import { readHttpRequests } from '../../../src/formats/read/http-requests.ts';
import { headerOf } from '../../../src/formats/read/pasted-request.ts';
import { posixCommands } from '../../../src/formats/read/shell-words.ts';

// Profile files, Postman collections, <oauth2> elements and requests for other tools have theirs beside their formats. HAR has no reader.

const sendable = fc.stringMatching(/^[!-~]{1,40}$/);
const form = fc
  .dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.string(), { minKeys: 1, maxKeys: 5 })
  .map((fields) => new URLSearchParams(fields).toString());

test('A token that is copied as a curl command is read back the same', () => {
  fc.assert(
    fc.property(sendable, fc.constantFrom('Bearer', 'Zoho-oauthtoken', ''), (access_token, scheme) => {
      const url = 'https://api.acme.example/pets?a=b';
      const [words = expect.fail('there is no command')] = posixCommands(
        copyAs('curl', { access_token }, url, { scheme }),
      );
      const { request } = readCurlCommand(words);
      expect(request.url).toBe(url);
      expect(headerOf(request.headers, 'authorization')).toBe(`${scheme && `${scheme} `}${access_token}`);
    }),
  );
});

test('A request that is shown as HTTP is read back the same, as a request and as a delivery', () => {
  fc.assert(
    fc.property(form, sendable, (body, value) => {
      const headers = [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['X-Key', value],
      ] as [string, string][];
      const text = requestText({ method: 'POST', url: 'https://id.acme.example/token', headers, body });
      const { requests, notUnderstood } = readHttpRequests(text);
      expect(notUnderstood).toEqual([]);
      expect(requests).toMatchObject([{ method: 'POST', body }]);
      expect(requests[0]?.url).toMatch(/^(https:\/\/id\.acme\.example)?\/token$/);
      expect(headerOf(requests[0]?.headers ?? [], 'x-key')).toBe(value);
      expect(readDelivery(text)).toEqual({ url: '/token', headers: [['Host', 'id.acme.example'], ...headers], body });
    }),
  );
});
