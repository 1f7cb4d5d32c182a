import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failureText } from '../../../src/core/failure-text.ts';
import { cancelLogin } from '../../../src/features/cancel-login.ts';
import { renewToken } from '../../../src/features/renew-token.ts';
import { readChallenges } from '../../../src/oauth/read-challenges.ts';
import { aToken } from '../../core/support/records.ts';
import { type OddAnswer, type OddServer, startOddServer } from '../../support/odd-server.ts';
import { tokens } from '../support/odd-issuer.ts';
import { createScene, type Scene, sentenceOf, soon } from './support/scene.ts';

let scene: Scene;
let other: OddServer | undefined;
afterEach(async () => {
  await Promise.all([scene.issuer.close(), other?.close()]);
  other = undefined;
});

const json = (body: string): OddAnswer => ({ headers: { 'Content-Type': 'application/json' }, body });
/** A profile that asks for no ID token: all that counts is the token endpoint’s answer. */
const plain = { scope: ['pets:read'] };

async function signIn(answer: OddAnswer): Promise<void> {
  scene = await createScene({ profile: plain, answer: () => answer });
  await scene.signIn();
}

/** I signed in before; this is what the renewal is answered with. Returns what I read of it. */
async function renew(answer: OddAnswer): Promise<string> {
  const answers = [tokens({ refresh_token: 'refresh-of-alice' })];
  scene = await createScene({ profile: plain, answer: () => answers.shift() ?? answer });
  await scene.signIn();
  const [before = aToken()] = scene.tokens();
  await expect(renewToken(before.id, scene.ports)).rejects.toThrow();
  const { renewal, ...kept } = scene.tokens()[0] ?? aToken();
  expect(kept).toEqual(before);
  expect(scene.asked()[1]?.body.get('refresh_token')).toBe('refresh-of-alice');
  return sentenceOf(renewal?.failure, scene);
}

const statuses = [301, 302, 303, 307, 308];
const places = ['another server', 'the same server'] as const;

describe('A token endpoint that redirects gets the credentials itself, and nobody else does:', () => {
  const cases = statuses.flatMap((status) => places.map((to) => [status, to] as const));

  async function redirect(status: number, to: (typeof places)[number]): Promise<OddAnswer> {
    other = await startOddServer(() => tokens());
    const headers = { Location: to === 'another server' ? `${other.origin}/token?code=the-code` : '/elsewhere' };
    return { status, headers, body: '' };
  }

  test.each(cases)('a sign-in, by %d to %s', async (status, to) => {
    await signIn(await redirect(status, to));
    const sentence = scene.refused('server_redirects');
    expect(sentence).toContain(to === 'another server' ? `${other?.origin}/token.` : '/elsewhere.');
    expect(other?.requests).toEqual([]);
    expect(scene.issuer.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    expect(scene.asked()).toHaveLength(1);
  });

  test.each(cases)('a renewal, by %d to %s, which costs no token', async (status, to) => {
    expect(await renew(await redirect(status, to))).toContain('answered with a redirect to');
    expect(other?.requests).toEqual([]);
    expect(scene.issuer.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });
});

/** Writes for as long as somebody listens; calls back when nobody does any more. */
function endless(part: string, closed: () => void): OddAnswer {
  return (response: ServerResponse) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.on('close', closed);
    const more = () => {
      if (response.destroyed) return;
      if (response.write(part)) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  };
}

describe('An answer that is far too long is given up, and its connection ends:', () => {
  test('fifty megabytes', async () => {
    await signIn(json(`{"access_token":"odd-access","token_type":"Bearer","x":"${'x'.repeat(5e7)}"}`));
    expect(scene.refused('answer_not_conform')).toContain('far too long');
  });

  test('fifty megabytes that were fifty kilobytes on the way (gzip)', async () => {
    const body = gzipSync(`{"access_token":"odd-access","token_type":"Bearer","x":"${'x'.repeat(5e7)}"}`);
    await signIn((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(body);
    });
    expect(scene.refused('answer_not_conform')).toContain('far too long');
  });

  test('one without an end', async () => {
    const closed = Promise.withResolvers<void>();
    await signIn(endless('x'.repeat(65_536), closed.resolve));
    expect(scene.refused('answer_not_conform')).toContain('far too long');
    await closed.promise;
  });

  test('a renewal, which costs no token', async () => {
    expect(await renew(json(`{"x":"${'x'.repeat(3e6)}"}`))).toContain('far too long');
  });

  test('but one longer than what a trace keeps arrives', async () => {
    await signIn(tokens({ more: 'x'.repeat(1_500_000) }));
    expect(scene.tokens()).toMatchObject([{ access_token: 'odd-access' }]);
    const [trace] = scene.memory.disk.traces.values();
    expect(trace?.exchanges.at(-1)?.response?.body).toMatch(/… \(cut here\)$/);
  });
});

describe('A server that takes its time', () => {
  test.each<[string, (closed: () => void) => OddAnswer]>([
    ['does not answer', (closed) => (response) => void response.on('close', closed)],
    [
      'begins an answer, and then says one letter after the other',
      (closed) => (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"access_token":"');
        const slowly = setInterval(() => response.write('x'), 10);
        response.on('close', () => {
          clearInterval(slowly);
          closed();
        });
      },
    ],
  ])('and %s is left when I cancel; nothing of it is kept', async (_, answer) => {
    const closed = Promise.withResolvers<void>();
    scene = await createScene({ profile: plain, answer: () => answer(closed.resolve) });
    const over = scene.signIn();
    await expect.poll(() => scene.asked().length, soon).toBe(1);
    await cancelLogin(scene.logins()[0]?.id ?? '', scene.ports);
    await over;
    await closed.promise;
    expect([scene.tokens(), scene.logins()]).toEqual([[], []]);
  });

  test('is given up after a minute, in a renewal too, which nobody cancels; the token stays', async () => {
    const minute = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(minute.signal);
    const sentence = await renew((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"access_token":"', () => minute.abort(new DOMException('too long', 'TimeoutError')));
    });
    expect(sentence).toContain('gave no answer for 60 seconds');
    expect(timeout).toHaveBeenCalledWith(60_000);
    timeout.mockRestore();
  });
});

describe('However an answer is written, it is read in a moment, or refused with a sentence:', () => {
  const deep = (open: string, close: string) => open.repeat(1e5) + close.repeat(1e5);
  const long = (unit: string) => unit.repeat(1_900_000 / unit.length);
  const page = (body: string): OddAnswer => ({ status: 500, headers: { 'Content-Type': 'text/html' }, body });

  test.each<[string, OddAnswer]>([
    ['lists a hundred thousand deep', json(deep('[', ']'))],
    ['objects a hundred thousand deep', json(`${deep('{"a":', '}').replace('}', '1}')}`)],
    [
      'a token with something that deep beside it',
      json(`{"access_token":"odd-access","token_type":"Bearer","x":${deep('[', ']')}}`),
    ],
    ['an error with something that deep in it', { status: 400, ...(json(`{"error":${deep('[', ']')}}`) as object) }],
    ['elements a hundred thousand deep', { headers: { 'Content-Type': 'text/xml' }, body: deep('<a>', '</a>') }],
    [
      'entities of entities',
      {
        headers: { 'Content-Type': 'application/xml' },
        body: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x><access_token>&b;</access_token></x>',
      },
    ],
    [
      'an entity that is a file',
      {
        headers: { 'Content-Type': 'application/xml' },
        body: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x><access_token>&a;</access_token></x>',
      },
    ],
    ['a page of what looks like JWTs', page(long('eyJ'))],
    ['a page of what looks like secrets', page(long('client_secret'))],
    ['a page of tags', page(long('<head'))],
    ['a page of beginnings', page(long('<a '))],
    ['a form of a million fields', { body: `error=x${long('&a=')}` }],
    ['a form of secrets', { body: `error=x${long('&secret')}` }],
    ['JSON of secrets', json(`{"error":"x",${long('"access_token":"abcdefgh",')}"x":1}`)],
    ['JSON of names that look like secrets', { status: 400, ...(json(`{"error":"${long('api_key-')}"}`) as object) }],
    ['JSON of half a secret', json(`{"error":"x","${long('secret')}`)],
    ['a million errors', { status: 400, ...(json(`{"error":"x","error_description":"${long('x ')}"}`) as object) }],
  ])('%s', async (_, answer) => {
    await signIn(answer);
    const [login] = scene.logins();
    if (login) {
      expect(login.failure?.code).not.toBe('unknown');
      scene.refused(login.failure?.code ?? '');
    } else expect(scene.tokens()).toHaveLength(1);
    for (const { failure } of scene.logins())
      if (failure) expect(failureText(failure).sentence.length).toBeLessThan(500);
  });

  test('the names of JavaScript’s own things are fields like any other', async () => {
    await signIn(
      json(
        '{"access_token":"odd-access","token_type":"Bearer","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      ),
    );
    expect(scene.tokens()).toMatchObject([{ access_token: 'odd-access' }]);
    expect({}).not.toHaveProperty('polluted');
  });

  test.each(['evil\r\nX-Injected: 1', 'evil\u0000', 'évil', ''])(
    'a token that no header can carry is none: %j',
    async (access_token) => {
      await signIn(tokens({ access_token }));
      scene.refused('answer_not_conform');
    },
  );
});

describe('A challenge of a hundred thousand letters is left unread,', () => {
  const long = (unit: string) => `Bearer ${unit.repeat(100_000 / unit.length)}`;
  test.each(['Bearer ', 'a="', 'a=b,', 'a '])('also one of “%s”', async (unit) => {
    expect(await readChallenges(long(unit))).toEqual([]);
    const headers = { 'WWW-Authenticate': long(unit) };
    scene = await createScene({ profile: plain });
    const { fetch } = scene.ports;
    scene.ports.fetch = async (input, options) =>
      String(input).endsWith('/token') ? new Response('No.', { status: 401, headers }) : fetch(input, options);
    await scene.signIn();
    scene.refused('answer_not_json');
  });
});
