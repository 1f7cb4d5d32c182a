import { beforeEach, describe, expect, test } from 'vitest';
import type { Login, LoginStep } from '../../src/core/login.ts';
import type { Ports } from '../../src/core/ports.ts';
import { interruptLogins, resumeLogins } from '../../src/features/resume-logins.ts';
import { startLogin } from '../../src/features/start-login.ts';
import { aProfile, noon } from '../core/support/records.ts';
import { createMemory, type Memory } from '../support/memory-ports.ts';

let memory: Memory;
let ports: Ports;
beforeEach(() => {
  memory = createMemory();
  ports = memory.background().ports;
  memory.disk.profiles.set('acme', aProfile());
});

const left = (step: LoginStep, more: Partial<Login> = {}) =>
  memory.disk.logins.set('s', { id: 's', profileId: 'acme', startedAt: noon, step, stepAt: noon, ...more });
const login = () => memory.disk.logins.get('s');

describe('A new background finds a login', () => {
  test.each<LoginStep>(['preparing', 'requesting'])('%s: it has failed, and can be tried again', async (step) => {
    left(step);
    await resumeLogins(ports);
    expect(login()).toMatchObject({ step: 'failed', failure: { code: 'sign_in_interrupted' } });
  });

  test('with an answer: it is used, and nothing else', async () => {
    const callback = { url: 'https://app.acme.example/?error=access_denied&state=s' };
    left('requesting', { callback, code_verifier: 'v', redirect_uri: 'https://app.acme.example/' });
    await resumeLogins(ports);
    expect(login()).toMatchObject({ failure: { code: 'authorization_refused', quote: { error: 'access_denied' } } });
  });

  test('that waits for its window: it still waits', async () => {
    left('signing_in');
    await resumeLogins(ports);
    expect(login()?.step).toBe('signing_in');
  });

  test('that waits for a permission: it waits, or goes on when that was granted', async () => {
    left('asking_permission');
    memory.browser.granted = new Set();
    await resumeLogins(ports);
    expect(login()?.step).toBe('asking_permission');
    memory.browser.granted = undefined;
    memory.disk.profiles.set('acme', aProfile({ redirect: { by: 'tab', redirect_uri: 'https://app.acme.example/' } }));
    await resumeLogins(ports);
    expect(login()).toMatchObject({ step: 'signing_in', tabId: 100 });
  });

  test('that failed: it stays as it is', async () => {
    left('failed');
    await resumeLogins(ports);
    await interruptLogins(ports);
    expect(login()).not.toHaveProperty('failure');
  });

  test('whose profile is gone: it has failed', async () => {
    left('asking_permission');
    memory.disk.profiles.clear();
    await resumeLogins(ports);
    expect(login()).toMatchObject({ step: 'failed', failure: { code: 'profile_gone' } });
  });
});

describe('A login of this very background', () => {
  test('is left alone, whatever its step', async () => {
    const closed = Promise.withResolvers<string>();
    const opened = Promise.withResolvers<void>();
    memory.identityWindow.answer = () => {
      opened.resolve();
      return closed.promise;
    };
    const started = startLogin('acme', ports);
    await opened.promise;
    await resumeLogins(ports);
    await interruptLogins(ports);
    expect([...memory.disk.logins.values()]).toMatchObject([{ step: 'signing_in' }]);
    closed.reject(new Error('closed'));
    await started;
  });
});

test('A sign-in window does not outlive the browser: its login has failed', async () => {
  left('signing_in', { tabId: 5 });
  await interruptLogins(ports);
  expect(login()).toMatchObject({ step: 'failed', failure: { code: 'sign_in_interrupted' } });
});
