import type { SignatureFinding } from './checked-delivery.ts';

/** What a right signature is worth at this time: an old delivery may be a repeated one. Tolerance in seconds, times in ms since epoch. */
export function signedAge(signedAt: number | undefined, tolerance: number | undefined, now: number): SignatureFinding {
  if (tolerance === undefined) return { verdict: 'good', sentence: 'The signature is right.', signedAt };
  if (signedAt === undefined)
    return { verdict: 'unsigned', sentence: 'The signature is right, but the delivery’s time can’t be read.' };
  const age = Math.round((now - signedAt) / 1000);
  if (age > tolerance) {
    const sentence = `The signature is right, but it is ${age} seconds old: a receiver takes at most ${tolerance}.`;
    return { verdict: 'too_old', sentence, signedAt };
  }
  if (age < -tolerance) {
    const sentence = `The signature is right, but its time is ${-age} seconds ahead: check the clocks.`;
    return { verdict: 'too_old', sentence, signedAt };
  }
  return { verdict: 'good', sentence: 'The signature is right, and young enough.', signedAt };
}
