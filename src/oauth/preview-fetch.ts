import type { Header } from '../core/exchange.ts';
import type { PreviewedRequest } from '../core/previewed-request.ts';
import type { Profile } from '../core/profile.ts';
import { headerInWords, inWords, standIn } from './preview-words.ts';
import { purposeOf } from './purpose-of.ts';
import { serverOf } from './server.ts';

/**
 * A fetch that sends nothing: it adds each request to a list, in words, and answers what the next request of the same login needs.
 */
export function previewFetch(profile: Profile, list: PreviewedRequest[]): typeof globalThis.fetch {
  return async (input, { method = 'GET', headers, body } = {}) => {
    const url = String(input);
    const text = String(body ?? '');
    const purpose = purposeOf(url, text, serverOf(profile));
    list.push({
      purpose: capital(purpose),
      method,
      url: inWords(url),
      headers: [...new Headers(headers)].map(([name, value]): Header => [name, headerInWords(name, value)]),
      body: inWords(text),
    });
    return answerTo(purpose);
  };
}

function answerTo(purpose: string): Response {
  switch (purpose) {
    case 'pushed authorization request':
      return Response.json({ request_uri: standIn('requestUri'), expires_in: 60 }, { status: 201 });
    case 'device authorization request':
      return Response.json({
        device_code: standIn('deviceCode'),
        user_code: 'code',
        verification_uri: 'https://verification.invalid/',
        expires_in: 600,
      });
    case 'backchannel authentication request':
      return Response.json({ auth_req_id: standIn('authReqId'), expires_in: 600 });
    default:
      // Ends the login here: nothing that comes later is part of the preview.
      return Response.json({ error: 'preview' }, { status: 400 });
  }
}

/** `token request` as a heading. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
