import { expect, test } from 'vitest';
import { tokenHash } from '../../src/oauth/token-hash.ts';

// OpenID Connect Core 1.0, appendix A.3 and A.4.
test.each([
  ['an access token', 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y', '77QmUPtjPfzWtF2AnpK9RQ'],
  ['a code', 'Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk', 'LDktKdoQak3Pk0cnXxCltA'],
])('The hash of %s is the one of OpenID Connect Core’s example', async (_, text, hash) => {
  expect(await tokenHash(text, 'RS256')).toBe(hash);
});

test.each([
  ['ES384', 32],
  ['PS512', 43],
  ['EdDSA', 43],
])('An ID token by %s has a hash of its size', async (alg, length) => {
  expect(await tokenHash('token', alg)).toHaveLength(length);
});
