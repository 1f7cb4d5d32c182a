import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Arms, Order } from '../../src/injection/arms.ts';
import type { ToBridge } from '../../src/injection/channel.ts';
import { badly, binding, dueBinding, header, well } from './bindings.ts';
import { fakePage } from './fake-page.ts';

const call = { method: 'GET', url: 'https://api.example/users' };
let arms: Arms;
const ask = vi.fn<(question: ToBridge) => void>();

beforeEach(async () => {
  fakePage();
  ask.mockReset();
  const { createArms } = await import('../../src/injection/arms.ts');
  arms = createArms(ask);
});

function orders(count = 1): (Order | undefined)[] {
  const taken: (Order | undefined)[] = [];
  for (let i = 0; i < count; i++) arms.order(call, (order) => taken.push(order));
  return taken;
}

describe('before the bridge has answered', () => {
  it('may concern every call, and lets each wait', () => {
    const taken = orders();
    expect(arms.concerns('https://elsewhere.example/')).toBe(true);
    expect(taken).toEqual([]);
    arms.set([binding()]);
    expect(taken).toMatchObject([{ bindingId: 'one', parts: header('Bearer good'), did: 'added' }]);
  });

  it('gives a call that can’t wait no order', () => {
    expect(arms.orderNow(call)).toBeUndefined();
  });
});

describe('with a good token', () => {
  it('gives the order at once, and asks nobody', () => {
    arms.set([binding()]);
    expect(orders()).toMatchObject([{ parts: header('Bearer good'), did: 'added' }]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('lets the first binding win', () => {
    arms.set([binding({ bindingId: 'a', parts: header('A') }), binding({ bindingId: 'b', parts: header('B') })]);
    expect(orders()).toMatchObject([{ bindingId: 'a', parts: header('A') }]);
  });

  it('is not concerned with other URLs', () => {
    arms.set([binding()]);
    expect(arms.concerns(call.url)).toBe(true);
    expect(arms.concerns('https://api.example.evil/users')).toBe(false);
  });

  it('holds a token without an end for good', () => {
    arms.set([binding({ dueAt: undefined })]);
    expect(orders()).toMatchObject([{ did: 'added' }]);
  });
});

describe('a binding that says which calls it means', () => {
  const reader = binding({ bindingId: 'reader', methods: ['GET', 'HEAD'] });

  it('leaves other methods to the next one', () => {
    arms.set([reader, binding({ bindingId: 'writer' })]);
    const who = (method: string) => arms.orderNow({ ...call, method })?.bindingId;
    expect([who('GET'), who('HEAD'), who('POST')]).toEqual(['reader', 'reader', 'writer']);
  });

  it('leaves what it leaves out to nobody', () => {
    arms.set([binding({ leaves: true, api: ['^https://api\\.example/users$'] }), binding()]);
    expect(arms.orderNow(call)).toBeUndefined();
    expect(arms.orderNow({ ...call, url: 'https://api.example/pets' })).toMatchObject({ did: 'added' });
    // By some other method it might be named.
    expect(arms.concerns(call.url)).toBe(true);
  });

  it('is not concerned with a URL that it only leaves out', () => {
    arms.set([binding({ leaves: true })]);
    expect(arms.concerns(call.url)).toBe(false);
  });
});

describe('when the token is due', () => {
  it('asks once for fifty calls, and gives all of them the new one', () => {
    arms.set([dueBinding()]);
    const taken = orders(50);
    expect(taken).toEqual([]);
    expect(ask.mock.calls).toEqual([[{ kind: 'renew', to: 'one', bindingId: 'one' }]]);
    arms.set([binding({ parts: header('Bearer new') })]);
    arms.answered('one', well);
    expect(taken).toHaveLength(50);
    expect(taken.every((order) => order?.parts?.[0]?.value === 'Bearer new' && order.did === 'renewed')).toBe(true);
    expect(arms.isAwaited()).toBe(false);
  });

  it('sends what came back, even if it is as old as before', () => {
    arms.set([dueBinding()]);
    const taken = orders();
    arms.answered('one', well);
    expect(taken).toMatchObject([{ parts: header('Bearer old'), did: 'added' }]);
  });

  it('lets the call go when there is no answer', () => {
    arms.set([dueBinding()]);
    const taken = orders();
    arms.answered('one', badly);
    expect(taken).toMatchObject([{ parts: undefined, did: 'let_go' }]);
  });

  it('asks anew for the next call after that', () => {
    arms.set([dueBinding()]);
    orders();
    arms.answered('one', badly);
    orders();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('also asks when there is no value at all, but not when none is to be expected', () => {
    arms.set([binding({ parts: undefined })]);
    orders();
    expect(ask).toHaveBeenCalledTimes(1);
    arms.set([binding({ parts: undefined, dueAt: undefined })]);
    expect(orders()).toMatchObject([{ parts: undefined, did: 'let_go' }]);
  });

  it('gives a call that can’t wait what is there', () => {
    arms.set([dueBinding()]);
    expect(arms.orderNow(call)).toMatchObject({ parts: header('Bearer old'), did: 'added' });
  });

  it('lets one binding wait without the other', () => {
    arms.set([dueBinding({ bindingId: 'a' })]);
    const first = orders();
    arms.set([dueBinding({ bindingId: 'b' })]);
    const second = orders();
    arms.answered('b', well);
    expect([first.length, second.length]).toEqual([0, 1]);
  });
});

describe('where the browser’s rule adds the header', () => {
  it('waits for the token as well, and never holds it', () => {
    arms.set([dueBinding({ parts: undefined, byRule: true })]);
    const taken = orders();
    expect(ask).toHaveBeenCalledTimes(1);
    arms.set([binding({ parts: undefined, byRule: true })]);
    arms.answered('one', well);
    expect(taken).toMatchObject([{ parts: undefined, did: 'renewed' }]);
    expect(orders()).toMatchObject([{ parts: undefined, did: 'added' }]);
  });
});

it('lets everything go and forgets everything when nobody is there any more', () => {
  arms.set([dueBinding()]);
  const taken = orders(3);
  arms.drop();
  expect(taken).toHaveLength(3);
  expect(taken.every((order) => order?.did === 'let_go')).toBe(true);
  expect(arms.concerns(call.url)).toBe(false);
});
