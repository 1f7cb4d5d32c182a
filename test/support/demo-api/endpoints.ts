import { readFileSync } from 'node:fs';
import type { JWTPayload } from 'jose';
import { html } from '../html.ts';

type EndpointRequest = {
  readonly method: string;
  readonly user: string;
  readonly claims: JWTPayload;
  readonly body: string;
  /** The page to go back to. */
  readonly referer: string | undefined;
};

export type EndpointAnswer = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** The connection stays open for more. */
  readonly streams?: boolean;
};

type Endpoint = (request: EndpointRequest) => EndpointAnswer;

const picture = readFileSync(new URL('../demo-page/pet.png', import.meta.url));
/** A tenth of a second of PCM, 8 bits, 8,000 Hz. */
const silence = Buffer.concat([
  Buffer.from(
    'RIFF\x44\x03\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x20\x03\0\0',
    'latin1',
  ),
  Buffer.alloc(800, 0x80),
]);
const pets = [
  { id: 1, name: 'Mila', kind: 'cat' },
  { id: 2, name: 'Otto', kind: 'dog' },
];

/** What a caller with a valid token gets, by path. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  '/api/pets': ({ method, user, body }) =>
    method === 'GET' ? json(200, { user, pets }) : json(method === 'POST' ? 201 : 200, { user, method, body }),
  '/api/whoami': ({ user, claims }) => json(200, { user, claims }),
  '/api/beacon': ({ user }) => json(200, { user }),
  '/api/image.png': () => ({ status: 200, type: 'image/png', body: picture }),
  '/api/font.woff2': () => ({ status: 200, type: 'font/woff2', body: 'no font' }),
  '/api/sound.wav': () => ({ status: 200, type: 'audio/wav', body: silence }),
  '/api/frame': ({ user, referer }) => framePage(200, `The API answered ${user}.`, referer),
  '/api/script.js': ({ user }) => text('text/javascript', `globalThis.petstoreScriptUser = ${JSON.stringify(user)};`),
  '/api/style.css': ({ user }) => text('text/css', `:root { --petstore-style-user: ${JSON.stringify(user)}; }`),
  '/api/events': ({ user }) => ({
    ...text('text/event-stream', `data: ${JSON.stringify({ user })}\n\n`),
    streams: true,
  }),
};

/** What a caller without a valid token gets. */
export function refusal(path: string, status: number, challenge: string, referer: string | undefined): EndpointAnswer {
  if (path === '/api/frame') return framePage(status, `The API refused: ${challenge}`, referer);
  return json(status, { error: status === 401 ? 'unauthorized' : 'forbidden', challenge });
}

export function json(status: number, value: unknown): EndpointAnswer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function text(type: string, body: string): EndpointAnswer {
  return { status: 200, type, body };
}

function framePage(status: number, sentence: string, referer: string | undefined): EndpointAnswer {
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${String(status)}</title>
<style>:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif } body { margin: 32px }</style>
<p id="answer">${sentence}</p>
${referer ? html`<p><a href="${referer}">Back to the demo page</a></p>` : html``}
</html>`;
  return { status, type: 'text/html; charset=utf-8', body: page.text };
}
