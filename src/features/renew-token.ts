import { Failure, failureRecord } from '../core/failure.ts';
import { isRepeatable } from '../core/grant-type.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { isDue, isRenewable, mayRenewItself, type Token } from '../core/token.ts';
import { refresh } from '../oauth/grants/refresh.ts';
import { renewed } from '../oauth/token-response.ts';
import { changeAndArm, dueTokens } from './arm-bindings.ts';
import { expectToken } from './expect.ts';
import { expectHosts } from './expect-hosts.ts';
import { keepFurther } from './keep-further.ts';
import { requestGrant } from './request-grant.ts';
import { done, isRunning, once, runningKeys } from './running.ts';
import { tokenTexts } from './token-texts.ts';
import { tracedOnce } from './traces.ts';

/**
 * Gets a fresh token in place of this one, by one request however many ask at once. It is stored (with its rotated refresh token)
 * before anything else happens. Failures stay with the token, and are thrown. `refused` stands with the token from then on, however it ends.
 */
export function renewToken(id: string, ports: Ports, refused?: Token['refused']): Promise<Token> {
  return once(key(id), async () => {
    const { token, profile } = await expectToken(id, ports);
    ports.changes.tell();
    return changeAndArm(
      () => renewAndKeep(token, refused && { refused }, profile, ports).finally(() => ports.changes.tell()),
      ports,
    );
  });
}

async function renewAndKeep(
  token: Token,
  more: Pick<Token, 'refused'> | undefined,
  profile: Profile,
  ports: Ports,
): Promise<Token> {
  let kept = false;
  try {
    await expectHosts(profile, ports);
    return await tracedOnce('renewal', profile, ports, tokenTexts(token), async (recording) => {
      const { renewal: _, ...requested } = await request(token, profile, recording);
      const fresh = { ...requested, ...more };
      // Its user signed in again meanwhile: that token is the younger one. Whose it is, a page may have learned.
      const current = await change(token, ({ user }) => ({ ...(user && { user }), ...fresh }), ports);
      if (!current) throw new Failure('token_gone');
      if (!isSame(current, fresh)) return current;
      kept = true;
      await keepFurther(fresh, profile, ports, token);
      // One of several may stand under its own name in the answer.
      return (await ports.tokens.get(token.id)) ?? fresh;
    });
  } catch (error) {
    const renewal = { failedAt: ports.now(), failure: failureRecord(error) };
    const current = await change(token, (now) => ({ ...now, ...more, renewal }), ports);
    // To have signed in again may be what ended it.
    if (!kept && current && !isSame(current, token)) return current;
    throw error;
  }
}

/** Changes a token, unless another one has taken its place. */
function change({ id, ...token }: Token, to: (now: Token) => Token, ports: Ports): Promise<Token | undefined> {
  return ports.tokens.change(id, (now) => (isSame(now, token) ? to(now) : now));
}

/** Does what gives a token another place, after its renewal, and instead of one. Results in the token that is there then. */
export async function insteadOfRenewal(id: string, work: () => Promise<Token>): Promise<Token> {
  // Whoever asked for it hears how it failed.
  while (isRunning(key(id))) await done(key(id)).catch(() => undefined);
  return once(key(id), work);
}

type Texts = Pick<Token, 'access_token' | 'refresh_token'>;

function isSame(a: Texts, b: Texts): boolean {
  return a.access_token === b.access_token && a.refresh_token === b.refresh_token;
}

/** The tokens that this background renews right now, by id. */
export function renewingTokens(): string[] {
  return runningKeys().flatMap((each) => (each.startsWith(key('')) ? [each.slice(key('').length)] : []));
}

/** The token as it should be used now: renewed if that is due and can work, else as it is. Never fails for a token that is there. */
export async function freshToken(id: string, ports: Ports): Promise<Token> {
  const { token, profile } = await expectToken(id, ports);
  const now = ports.now();
  const mayRenew = isDue(token, now) && isRenewable(token, profile) && mayRenewItself(token, now);
  if (!mayRenew && !isRunning(key(id))) return token;
  return renewToken(id, ports).catch(async () => (await ports.tokens.get(id)) ?? token);
}

/** What the alarm is for: renews every bound token that is due, and takes the ended ones out of the rules. */
export async function renewDueTokens(ports: Ports): Promise<void> {
  await changeAndArm(async () => {
    // A failure stands with its token, where the tester sees it.
    await Promise.allSettled((await dueTokens(ports)).map((id) => renewToken(id, ports)));
  }, ports);
}

function request(token: Token, profile: Profile, ports: Ports): Promise<Token> {
  if (token.refresh_token !== undefined || !isRepeatable(profile.grant_type)) return refresh(profile, token, ports);
  const { dpopKeyId } = token;
  const source = (id: string) => freshToken(id, ports);
  return requestGrant(profile, ports, source, { dpopKeyId }).then((fresh) => renewed(token, fresh));
}

const key = (id: string) => `renew ${id}`;
