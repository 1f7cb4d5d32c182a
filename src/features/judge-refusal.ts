import type { Offer } from '../core/activity.ts';
import type { Page } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import type { Refusal, Verdict } from '../core/refusal.ts';
import { isRenewable, mayRenewItself, type Token } from '../core/token.ts';
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
  const { error, ...wishes } = await readError(told.challenge);
  const again = async (): Promise<Verdict> => ({ bindings: await armPage(page, ports) });
  if (error === 'insufficient_user_authentication' || error === 'insufficient_scope') return { offer: offerOf(wishes) };
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
  if (isYounger(token, told)) return true;
  if (!isRenewable(token, profile) || !mayRenewItself(token, ports.now())) return false;
  // Why it failed stands with the token.
  const fresh = await renewToken(tokenId, ports).catch(() => undefined);
  return fresh !== undefined && isYounger(fresh, told);
}

function isYounger({ obtainedAt }: Token, { at }: Refusal): boolean {
  return obtainedAt > at;
}

async function learn(page: Page, told: Refusal, ports: Ports): Promise<boolean> {
  return told.nonce !== undefined && keepNonce(page, told, told.nonce, ports);
}

/** The origins that refused a new token as well, and when (ms since epoch). Forgotten with the background, they cost one more renewal. */
const stubborn = new Map<string, number>();
const pause = 60_000;

function isStubborn(url: string, now: number): boolean {
  return now - (stubborn.get(new URL(url).origin) ?? -pause) < pause;
}

type Challenge = { error?: string; acr_values?: string; max_age?: string; scope?: string };

async function readError(header: string | undefined): Promise<Challenge> {
  const challenges = header === undefined ? [] : await readChallenges(header);
  const told = challenges.find(({ scheme, parameters }) => /^(bearer|dpop)$/.test(scheme) && parameters.error);
  const { error, acr_values, max_age, scope } = told?.parameters ?? {};
  return {
    ...(error && { error }),
    ...(acr_values && { acr_values }),
    ...(max_age && /^\d{1,9}$/.test(max_age) && { max_age }),
    ...(scope && { scope }),
  };
}

function offerOf({ acr_values, max_age, scope }: Challenge): Offer {
  return {
    do: 'log_in_again',
    ...(acr_values && { acr_values }),
    ...(max_age && { max_age }),
    ...(scope && { scope }),
  };
}

function isRefusal(told: unknown): told is Refusal {
  if (typeof told !== 'object' || told === null) return false;
  const { bindingId, method, url, status, at, challenge, nonce, isSecond } = told as {
    [Name in keyof Refusal]: unknown;
  };
  const isText = (value: unknown) => value === undefined || (typeof value === 'string' && value.length <= 8000);
  return (
    typeof bindingId === 'string' &&
    typeof method === 'string' &&
    typeof url === 'string' &&
    /^https?:/.test(url) &&
    typeof status === 'number' &&
    typeof at === 'number' &&
    typeof isSecond === 'boolean' &&
    isText(challenge) &&
    isText(nonce)
  );
}
