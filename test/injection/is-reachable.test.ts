import { describe, expect, it } from 'vitest';
import { isReachable } from '../../src/injection/is-reachable.ts';

type Fake = { document?: object; top?: Fake; opener?: Fake; length: number; [index: number]: Fake };

/** A window with frames; the document of a foreign one can't be read. */
function fakeWindow(isForeign = false, ...frames: Fake[]): Fake {
  const fake: Fake = { length: frames.length };
  Object.assign(fake, frames);
  Object.defineProperty(fake, 'document', {
    get() {
      if (isForeign) throw new DOMException('Blocked.', 'SecurityError');
      return {};
    },
  });
  return fake;
}

function opened(top: Fake, self = top, opener?: Fake): Window {
  if (opener) opener.top ??= opener;
  return Object.assign(self, { top, opener }) as unknown as Window;
}

describe('another document of the same origin can reach into', () => {
  it('no page that the tester opened', () => {
    expect(isReachable(opened(fakeWindow()))).toBe(false);
  });

  it('a frame of its own site', () => {
    const frame = fakeWindow();
    expect(isReachable(opened(fakeWindow(false, frame), frame))).toBe(true);
  });

  it('no frame of a foreign site', () => {
    const frame = fakeWindow();
    expect(isReachable(opened(fakeWindow(true, frame, fakeWindow(true)), frame))).toBe(false);
  });

  it('a frame of a foreign site that has another one beside it', () => {
    const frame = fakeWindow();
    expect(isReachable(opened(fakeWindow(true, frame, fakeWindow(true, fakeWindow())), frame))).toBe(true);
  });

  it('a window that it opened', () => {
    expect(isReachable(opened(fakeWindow(), undefined, fakeWindow()))).toBe(true);
  });

  it('no window that a foreign site opened', () => {
    expect(isReachable(opened(fakeWindow(), undefined, fakeWindow(true)))).toBe(false);
  });
});
