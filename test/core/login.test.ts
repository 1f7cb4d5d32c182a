import { describe, expect, test } from 'vitest';
import { Failure, failureRecord } from '../../src/core/failure.ts';
import { failLogin, type Login, type LoginStep, moveLogin } from '../../src/core/login.ts';
import { noon } from './support/records.ts';

const login: Login = { id: 'state', profileId: 'acme', startedAt: noon, step: 'asking_permission', stepAt: noon };
const later = noon + 5000;

const steps: LoginStep[] = ['asking_permission', 'preparing', 'signing_in', 'waiting_for_user', 'requesting', 'failed'];
const allowed: Record<LoginStep, LoginStep[]> = {
  asking_permission: ['preparing', 'failed'],
  preparing: ['asking_permission', 'signing_in', 'waiting_for_user', 'requesting', 'failed'],
  signing_in: ['requesting', 'failed'],
  waiting_for_user: ['failed'],
  requesting: ['failed'],
  failed: [],
};

describe('A login', () => {
  test.each(steps.flatMap((from) => allowed[from].map((to) => [from, to] as const)))(
    'may go from %s to %s',
    (from, to) => {
      expect(moveLogin({ ...login, step: from }, to, later)).toEqual({ ...login, step: to, stepAt: later });
    },
  );

  test.each(
    steps.flatMap((from) => steps.filter((to) => !allowed[from].includes(to)).map((to) => [from, to] as const)),
  )('may not go from %s to %s', (from, to) => {
    expect(() => moveLogin({ ...login, step: from }, to, later)).toThrow(`a login can’t go from ${from} to ${to}`);
  });

  test('takes along what the next step needs', () => {
    const moved = moveLogin({ ...login, step: 'preparing' }, 'signing_in', later, { code_verifier: 'v', tabId: 3 });
    expect(moved).toMatchObject({ code_verifier: 'v', tabId: 3, startedAt: noon, stepAt: later });
  });

  test('that failed holds nothing secret any more', () => {
    const secret: Login = {
      ...login,
      step: 'requesting',
      redirect_uri: 'https://app.acme.example/',
      code_verifier: 'the-verifier',
      nonce: 'the-nonce',
      dpopKeyId: 'the-key',
      waiting: { code: 'the-device-code', interval: 5000, nextPollAt: noon, expiresAt: later, user_code: 'ABCD' },
      tabId: 5,
      fromTabId: 6,
      callback: { url: 'https://app.acme.example/?code=the-code', form: [['code', 'the-code']] },
    };
    const failure = failureRecord(new Failure('state_wrong'));
    expect(failLogin(secret, failure, later)).toEqual({ ...login, step: 'failed', stepAt: later, failure });
  });
});
