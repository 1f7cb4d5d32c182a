import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Failure } from '../../src/core/failure.ts';
import { type Answering, onMessage, sendMessage, sendToTab } from '../../src/platform/messaging.ts';

type Listener = (message: unknown, sender: object) => Promise<unknown> | undefined;

let listeners: Listener[];
beforeEach(() => {
  fakeBrowser.reset();
  listeners = [];
  // As the polyfill does it: the first listener that returns a promise replies, and what it says crosses as JSON.
  const sendMessage = async (message: unknown) => {
    const replies = listeners.map((listen) => listen(message, { id: 'test-extension-id' }));
    const reply = await replies.find((each) => each !== undefined);
    return reply && JSON.parse(JSON.stringify(reply));
  };
  const onMessage = { addListener: (listener: Listener) => listeners.push(listener) };
  Object.assign(fakeBrowser, { runtime: { ...fakeBrowser.runtime, sendMessage, onMessage } });
});

const answering = (answer: Answering) => {
  const heard = vi.fn(answer);
  onMessage(heard);
  return heard;
};

describe('A message', () => {
  test('is answered', async () => {
    const heard = answering(async () => 'the-id');
    const binding = { tokenId: 'alice', api: ['https://api.acme.example/*'], pages: [] };
    expect(await sendMessage('binding.add', binding)).toBe('the-id');
    expect(heard.mock.calls[0]?.slice(0, 2)).toEqual(['binding.add', binding]);
  });

  test('may have an answer that says nothing', async () => {
    answering(async () => undefined);
    expect(await sendMessage('token.renew', { id: 'alice' })).toBeUndefined();
  });

  test('that fails says why, with what the server said, and nothing else of the error', async () => {
    const failure = new Failure('token_refused', { host: 'id.acme.example' }, { error: 'invalid_request' });
    answering(() => Promise.reject(Object.assign(failure, { cause: new Error('a-secret') })));
    const error = await sendMessage('token.renew', { id: 'alice' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({
      code: 'token_refused',
      values: { host: 'id.acme.example' },
      quote: { error: 'invalid_request' },
    });
    expect((error as Failure).cause).toBeUndefined();
  });

  test('that breaks something unknown fails in words', async () => {
    answering(() => Promise.reject(new TypeError('x is not a function')));
    await expect(sendMessage('token.renew', { id: 'alice' })).rejects.toMatchObject({
      code: 'unknown',
      values: { reason: 'x is not a function' },
    });
  });

  test('fails when the background dies over it: the browser gives no reply then', async () => {
    await expect(sendMessage('token.renew', { id: 'alice' })).rejects.toMatchObject({ code: 'unknown' });
  });

  test.each([null, undefined, 'status.read', { type: 1 }, { type: null }, []])(
    'that is none (%j) is nobody’s, and does no harm',
    (message) => {
      const heard = answering(async () => 'the-id');
      expect(listeners.map((listen) => listen(message, { id: 'test-extension-id' }))).toEqual([undefined]);
      expect(heard).not.toHaveBeenCalled();
    },
  );

  test('for somebody else is left to them', async () => {
    answering(() => undefined);
    answering(async () => 'theirs');
    expect(await sendMessage('page.arm')).toBe('theirs');
  });
});

test('A tab is asked in its page, not in its frames', async () => {
  const ask = vi.fn(async () => ({ answer: true }));
  Object.assign(fakeBrowser, { tabs: { ...fakeBrowser.tabs, sendMessage: ask } });
  expect(await sendToTab(7, 'bridge.here')).toBe(true);
  expect(ask).toHaveBeenCalledWith(7, { type: 'bridge.here' }, { frameId: 0 });
});
