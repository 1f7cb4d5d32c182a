import { beforeEach, describe, expect, it } from 'vitest';
import { fakePage } from './fake-page.ts';

type Holder = { greet(name: string): string };
let holder: Holder;
let standIn: typeof import('../../src/injection/stand-in.ts').standIn;

beforeEach(async () => {
  fakePage();
  ({ standIn } = await import('../../src/injection/stand-in.ts'));
  holder = { greet: (name) => `hello ${name}` };
});

const shout = () => standIn(holder, 'greet', (_, [name]) => `HELLO ${name}`);

describe('a stand-in', () => {
  it('answers for the native function, and looks like one', () => {
    const native = holder.greet;
    shout().install();
    expect(holder.greet('you')).toBe('HELLO you');
    expect([holder.greet.name, holder.greet.length, Object.keys(holder)]).toEqual([native.name, 1, ['greet']]);
    expect(Function.prototype.toString.call(holder.greet)).toBe('function () { [native code] }');
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
