import type { Why } from '../core/activity.ts';
import type { Binding, Page } from '../core/binding.ts';
import { hasShape, maybe, textUpTo } from '../core/has-shape.ts';
import type { Wanted } from '../core/login.ts';
import { loginOffer } from '../core/login-offer.ts';
import type { Ports } from '../core/ports.ts';
import { boundCall, type Refusal, type Verdict } from '../core/refusal.ts';
import { isAhead, isRenewable, lateRefusals, mayRenewItself, type Token } from '../core/token.ts';
import { matchesAny } from '../core/url-pattern.ts';
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
  // The token is not what is wrong.
  if (told.isSecond) return {};
  if (error === 'use_dpop_nonce') return (await learn(page, told, ports)) ? again() : {};
  // An API that says nothing, or nothing that a page of another origin may read, may mean the token too.
  const isSilent = told.challenge === undefined;
  if (error !== 'invalid_token' && !isSilent) return {};
  const why = await whyNoneYounger(bound, page, told, ports);
  if (why === undefined) return again();
  return isSilent && why === 'no_token' ? {} : { why };
}

/**
 * Makes sure that there is a token that was not in the call, or says why there is none. Whoever answers for the API can refuse every token,
 * and a page may itself (by its service worker): so for the pages that one pattern names a token is renewed but once a minute. Other pages
 * have a minute of their own, and the tester's own renewals count for nothing.
 */
async function whyNoneYounger(
  { binding, token: { id } }: { binding: Binding; token: Token },
  page: Page,
  told: Refusal,
  ports: Ports,
): Promise<Why | undefined> {
  const { token, profile } = await expectToken(id, ports);
  const now = ports.now();
  if (isYounger(token, told, now)) return undefined;
  const by = binding.pages.find((pattern) => matchesAny([pattern], page.url)) ?? '';
  const refusals = lateRefusals(token, now);
  if (Object.hasOwn(refusals, by)) return token.renewal ? 'no_token' : 'just_renewed';
  if (!isRenewable(token, profile) || !mayRenewItself(token, now)) return 'no_token';
  // Why it failed stands with the token.
  const fresh = await renewToken(id, ports, { ...refusals, [by]: now }).catch(() => undefined);
  return fresh && isYounger(fresh, told, ports.now()) ? undefined : 'no_token';
}

function isYounger({ obtainedAt }: Token, { at }: Refusal, now: number): boolean {
  return obtainedAt > at && !isAhead(obtainedAt, now);
}

async function learn(page: Page, told: Refusal, ports: Ports): Promise<boolean> {
  return told.nonce !== undefined && keepNonce(page, told, told.nonce, ports);
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
