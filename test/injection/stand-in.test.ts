import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakePage } from './fake-page.ts';

type Holder = { greet(name: string): string };
let holder: Holder;
let standIn: typeof import('../../src/injection/stand-in.ts').standIn;
let standInForClass: typeof import('../../src/injection/stand-in.ts').standInForClass;
let standInForText: typeof import('../../src/injection/stand-in.ts').standInForText;
const { toString: text } = Function.prototype;

beforeEach(async () => {
  fakePage();
  ({ standIn, standInForClass, standInForText } = await import('../../src/injection/stand-in.ts'));
  holder = { greet: (name) => `hello ${name}` };
});

afterEach(() => {
  Object.defineProperty(Function.prototype, 'toString', { value: text });
});

const shout = () => standIn(holder, 'greet', (_, [name]) => `HELLO ${name}`);

describe('a stand-in', () => {
  it('answers for the native function, and looks like one', () => {
    const native = holder.greet;
    shout()(true);
    expect(holder.greet('you')).toBe('HELLO you');
    expect([holder.greet.name, holder.greet.length, Object.keys(holder)]).toEqual([native.name, 1, ['greet']]);
  });

  it('has the text of the native function, turned on or off', () => {
    const text = `${holder.greet}`;
    const nativeText = `${Function.prototype.toString}`;
    const stand = shout();
    standInForText()(true);
    const { toString: ours } = Function.prototype;
    for (const isOn of [true, false]) {
      stand(isOn);
      expect([`${holder.greet}`, `${ours}`, `${shout}`]).toEqual([
        text,
        nativeText,
        expect.stringContaining('standIn('),
      ]);
    }
    expect(() => ours.call({})).toThrow(TypeError);
  });

  it('is one and the same function all the time, and turned off does nothing', () => {
    const stand = shout();
    const ours = holder.greet;
    expect(holder.greet('you')).toBe('hello you');
    stand(true);
    stand(false);
    expect([holder.greet === ours, holder.greet('you')]).toEqual([true, 'hello you']);
  });

  it('of a class makes the same objects, turned on or off', () => {
    const made = vi.fn();
    class Cat {}
    const page = { Cat };
    const stand = standInForClass(page, 'Cat', made);
    expect([Cat.prototype.constructor, new page.Cat()]).toEqual([page.Cat, expect.any(Cat)]);
    expect(made).not.toHaveBeenCalled();
    stand(true);
    expect([new page.Cat()]).toEqual(made.mock.calls[0]);
  });

  it('leaves a wrapper of the page in place', () => {
    const stand = shout();
    stand(true);
    const ours = holder.greet;
    const wrapper = (name: string) => `${ours(name)}!`;
    holder.greet = wrapper;
    stand(false);
    stand(true);
    expect(holder.greet).toBe(wrapper);
    expect(holder.greet('you')).toBe('HELLO you!');
  });

  it('does not fight for a property that is frozen', () => {
    const native = holder.greet;
    Object.freeze(holder);
    shout()(true);
    expect(holder.greet).toBe(native);
  });
});
