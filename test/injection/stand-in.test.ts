import { beforeEach, describe, expect, it } from 'vitest';
import { fakePage } from './fake-page.ts';

type Holder = { greet(name: string): string };
let holder: Holder;
let standIn: typeof import('../../src/injection/stand-in.ts').standIn;
let standInForText: typeof import('../../src/injection/stand-in.ts').standInForText;

beforeEach(async () => {
  fakePage();
  ({ standIn, standInForText } = await import('../../src/injection/stand-in.ts'));
  holder = { greet: (name) => `hello ${name}` };
});

const shout = () => standIn(holder, 'greet', (_, [name]) => `HELLO ${name}`);

describe('a stand-in', () => {
  it('answers for the native function, and looks like one', () => {
    const native = holder.greet;
    shout().install();
    expect(holder.greet('you')).toBe('HELLO you');
    expect([holder.greet.name, holder.greet.length, Object.keys(holder)]).toEqual([native.name, 1, ['greet']]);
  });

  it('has the text of the native function', () => {
    const text = `${holder.greet}`;
    const nativeText = `${Function.prototype.toString}`;
    shout().install();
    const all = standInForText();
    all.install();
    const { toString: ours } = Function.prototype;
    expect([`${holder.greet}`, `${ours}`, `${shout}`]).toEqual([text, nativeText, expect.stringContaining('standIn(')]);
    expect(() => ours.call({})).toThrow(TypeError);
    all.remove();
    expect(Function.prototype.toString).not.toBe(ours);
  });

  it('goes without a trace', () => {
    const native = holder.greet;
    const stand = shout();
    stand.install();
    stand.remove();
    expect(holder.greet).toBe(native);
  });

  it('leaves a wrapper of the page in place', () => {
    const stand = shout();
    stand.install();
    const ours = holder.greet;
    const wrapper = (name: string) => `${ours(name)}!`;
    holder.greet = wrapper;
    stand.remove();
    stand.install();
    expect(holder.greet).toBe(wrapper);
    expect(holder.greet('you')).toBe('HELLO you!');
  });

  it('does not fight for a property that the page has frozen', () => {
    const native = holder.greet;
    const stand = shout();
    Object.freeze(holder);
    stand.install();
    expect(holder.greet).toBe(native);
  });
});
