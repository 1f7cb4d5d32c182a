import { Failure } from '../core/failure.ts';
import type { Login, Waiting } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import type { Token } from '../core/token.ts';
import type { Again } from '../oauth/grants/again.ts';
import { askForBackchannel } from '../oauth/grants/ciba.ts';
import { askForDevice } from '../oauth/grants/device-code.ts';
import { afterFailure } from '../oauth/grants/waiting.ts';
import { armAlarm } from './arm-bindings.ts';
import { endWithToken } from './end-with-token.ts';
import { expectProfile } from './expect.ts';
import { expectWanted, loginPart, putStep } from './login-part.ts';
import { tracedLogin } from './traces.ts';

/**
 * Asks the token endpoint until the user has confirmed elsewhere, refused, or not come in time. When to ask next is stored before each
 * question, so that a new background goes on in the same rhythm. Every failure stands in the login afterwards.
 */
export function pollToken(id: string, ports: Ports): Promise<void> {
  const keys = {};
  const work = async (abort: AbortSignal) => {
    for (;;) {
      const login = await ports.logins.get(id);
      if (login?.step !== 'waiting_for_user' || !login.waiting) return;
      const { nextPollAt, expiresAt, interval } = login.waiting;
      if (ports.now() >= expiresAt) throw new Failure('user_too_late');
      // While this background lives it asks by itself; the alarm wakes the next one.
      await armAlarm(ports);
      // Never longer than from one question to the next, should the clock be set back.
      const time = Math.max(0, Math.min(nextPollAt, expiresAt, ports.now() + interval) - ports.now());
      const isOver = await pause(time, abort, ports);
      expectWanted(abort);
      // It goes on once the vault is open again.
      if (await ports.vault.isLocked()) return;
      if (!isOver) continue;
      const waiting = { ...login.waiting, nextPollAt: ports.now() + interval };
      const asking = await putStep({ ...login, waiting }, abort, ports);
      await askOnce(asking, waiting, { abort, keys }, ports);
    }
  };
  return loginPart('poll', id, work, ports);
}

const pauses = new Set<AbortController>();

/** Ends each wait for the next question: the vault is being locked, and a server may have said to wait for hours. */
export function endPauses(): void {
  for (const each of pauses) each.abort();
}

/** Whether it lasted to its end. It doesn't begin once the vault is locked. */
async function pause(milliseconds: number, abort: AbortSignal, ports: Ports): Promise<boolean> {
  const ended = new AbortController();
  pauses.add(ended);
  try {
    // Asked after it can be ended: a lock that begins now is noticed either way.
    if (await ports.vault.isLocked()) return false;
    await ports.wait(milliseconds, AbortSignal.any([abort, ended.signal]));
    return !ended.signal.aborted;
  } finally {
    pauses.delete(ended);
  }
}

type Asking = Required<Pick<Again, 'keys'>> & { abort: AbortSignal };

async function askOnce(login: Login, waiting: Waiting, given: Asking, ports: Ports): Promise<void> {
  const profile = await expectProfile(login.profileId, ports);
  try {
    await tracedLogin(login, profile, ports, async (asking) => {
      const token = await ask(profile, login, waiting, given, asking);
      await endWithToken(login.id, token, profile, asking);
    });
  } catch (error) {
    const slower = afterFailure(waiting, error, ports.now());
    if (!slower) throw error;
    await putStep({ ...login, waiting: slower }, given.abort, ports);
  }
}

function ask(profile: Profile, login: Login, waiting: Waiting, given: Asking, ports: Ports): Promise<Token> {
  const again = { ...given, dpopKeyId: login.dpopKeyId };
  return profile.grant_type === 'urn:openid:params:grant-type:ciba'
    ? askForBackchannel(profile, waiting, ports, again)
    : askForDevice(profile, waiting, ports, again);
}
