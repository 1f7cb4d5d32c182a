import type { Page } from '../core/binding.ts';
import { hasShape, maybe, textUpTo } from '../core/has-shape.ts';
import type { Wanted } from '../core/login.ts';
import { loginOffer } from '../core/login-offer.ts';
import type { Ports } from '../core/ports.ts';
import { boundCall, type Refusal, type Verdict } from '../core/refusal.ts';
import { isAhead, isRenewable, mayRenewItself, type Token } from '../core/token.ts';
import { readChallenges } from '../oauth/read-challenges.ts';
import { armPage } from './arm-page.ts';
import { expectToken } from './expect.ts';
import { boundCalls, keepNonce } from './prove-calls.ts';
import { renewToken } from './renew-token.ts';

/**
 * What comes of a call that an API refused. A dead token (RFC 6750, section 3.1) is renewed, and a missing nonce (RFC 9449, section 9)
 * learned: then the call is worth a second try. What a login of another kind would mend is offered (RFC 9470, section 3; RFC 6750,
 * section 3.1). Only for a call that a binding of this page names.
 */
export async function judgeRefusal(page: Page & { isTop: boolean }, told: unknown, ports: Ports): Promise<Verdict> {
  if (!isRefusal(told)) return {};
  const bound = (await boundCalls(ports)).first(page, told);
  if (bound?.binding.id !== told.bindingId) return {};
  const said = await readError(told.challenge);
  const { error } = said;
  const again = async (): Promise<Verdict> => ({ bindings: await armPage(page, ports) });
  if (error === 'insufficient_user_authentication' || error === 'insufficient_scope')
    return { offer: loginOffer(wishesIn(said)) };
  if (told.status !== 401) return {};
  if (told.isSecond) {
    // The token is not what is wrong: for a minute this API is taken at its word.
    stubborn.set(new URL(told.url).origin, ports.now());
    return {};
  }
  if (error === 'use_dpop_nonce') return (await learn(page, told, ports)) ? again() : {};
  // An API that says nothing, or nothing that a page of another origin may read, may mean the token too.
  const isSilent = told.challenge === undefined;
  if ((error !== 'invalid_token' && !isSilent) || isStubborn(told.url, ports.now())) return {};
  if (await isYoungerNow(bound.token.id, told, ports)) return again();
  return isSilent ? {} : { why: 'no_token' };
}

/** Makes sure that there is a token that was not in the call. False when none could be had. */
async function isYoungerNow(tokenId: string, told: Refusal, ports: Ports): Promise<boolean> {
  const { token, profile } = await expectToken(tokenId, ports);
  if (isYounger(token, told, ports.now())) return true;
  if (!isRenewable(token, profile) || !mayRenewItself(token, ports.now())) return false;
  // Why it failed stands with the token.
  const fresh = await renewToken(tokenId, ports).catch(() => undefined);
  return fresh !== undefined && isYounger(fresh, told, ports.now());
}

function isYounger({ obtainedAt }: Token, { at }: Refusal, now: number): boolean {
  return obtainedAt > at && !isAhead(obtainedAt, now);
}

async function learn(page: Page, told: Refusal, ports: Ports): Promise<boolean> {
  return told.nonce !== undefined && keepNonce(page, told, told.nonce, ports);
}

/** The origins that refused a new token as well, and when (ms since epoch). Forgotten with the background, they cost one more renewal. */
const stubborn = new Map<string, number>();
const pause = 60_000;

function isStubborn(url: string, now: number): boolean {
  return Math.abs(now - (stubborn.get(new URL(url).origin) ?? -pause)) < pause;
}

type Challenge = Wanted & { error?: string };

async function readError(header: string | undefined): Promise<Challenge> {
  const challenges = header === undefined ? [] : await readChallenges(header);
  const told = challenges.find(({ scheme, parameters }) => /^(bearer|dpop)$/.test(scheme) && parameters.error);
  return told?.parameters ?? {};
}

function wishesIn({ max_age = '', ...said }: Challenge): Wanted {
  return /^\d{1,9}$/.test(max_age) ? { ...said, max_age } : said;
}

function isRefusal(told: unknown): told is Refusal {
  const isNumber = (value: unknown) => typeof value === 'number';
  return hasShape<Refusal>(told, {
    ...boundCall,
    status: isNumber,
    at: isNumber,
    challenge: maybe(textUpTo(8000)),
    nonce: maybe(textUpTo(8000)),
    isSecond: (value) => typeof value === 'boolean',
  });
}
