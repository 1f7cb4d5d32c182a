import { type Activity, type Offer, type ReportedRow, withoutQuery } from '../core/activity.ts';
import { type Binding, holdsFor, type Page } from '../core/binding.ts';
import { hasShape, maybe, textUpTo } from '../core/has-shape.ts';
import { loginOffer } from '../core/login-offer.ts';
import type { Ports } from '../core/ports.ts';
import { ruleDomain } from '../core/url-pattern.ts';

/** A call that was made longer ago is told as if it had been made then (milliseconds). */
const longest = 3_600_000;

type LoginOffer = Extract<Offer, { do: 'log_in_again' }>;

/**
 * Adds to the activity what the content script of a page says; only about bindings that hold for this page. A page that took its script
 * over can lie here about its own calls: what is shown then is a wrong row, which the browser's own word puts right when
 * somebody watches.
 */
export async function recordActivity(page: Page, reported: unknown, ports: Ports): Promise<void> {
  if (!Array.isArray(reported) || reported.length > 1000 || !reported.every(isActivity)) return;
  const held = (await ports.bindings.list()).filter((binding) => holdsFor(binding, page));
  const own = new Map(held.map((binding) => [binding.id, binding]));
  const kept = reported.flatMap((row): ReportedRow | [] => {
    const binding = own.get(row.bindingId);
    if (!binding || !isOfApi(row.url, binding)) return [];
    const { bindingId, method, url, status, at, did, by, why, offer, held } = row;
    return {
      ...{ id: ports.randomId(), tabId: page.tabId, page: new URL(page.url).origin },
      ...{ tokenId: binding.tokenId, mode: binding.mode },
      ...{ bindingId, method, status, did, url: withoutQuery(url) },
      at: Math.min(Math.max(at, ports.now() - longest), ports.now()),
      ...(by && { by }),
      ...(why && { why }),
      ...(offer && { offer: offer.do === 'log_in_again' ? loginOffer(offer) : { do: offer.do } }),
      ...(held !== undefined && { held }),
    };
  });
  if (kept.length === 0) return;
  await ports.activity.add(page.tabId, kept);
  ports.changes.tell();
}

/** By host alone: of a URL that was reported the query is gone, by which a pattern may name it. */
function isOfApi(url: string, { api }: Binding): boolean {
  const { hostname } = new URL(url);
  return api.map(ruleDomain).some((host) => host === undefined || hostname === host || hostname.endsWith(`.${host}`));
}

/** Whether a page's content script may report this. A page that took it over can lie here, but not at length. */
function isActivity(row: unknown): row is Activity {
  return hasShape<Activity>(row, {
    bindingId: textUpTo(1000),
    // RFC 9110, section 5.6.2.
    method: (value) => typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]{1,20}$/.test(value),
    url: (value) => textUpTo(2000)(value) && URL.canParse(String(value)),
    status: maybe(isStatus),
    at: isTime,
    did: oneOf('added renewed replayed left_alone let_go'),
    // What a page's scripts do themselves.
    by: maybe(oneOf('fetch xhr')),
    why: maybe(oneOf('no_answer no_token just_renewed reachable preflight_refused body_spent own_header')),
    offer: maybe(isOffer),
    held: maybe((value) => Number.isFinite(value) && Number(value) >= 0),
  });
}

function oneOf(words: string): (value: unknown) => boolean {
  return (value) => words.split(' ').includes(value as string);
}

function isOffer(offer: unknown): boolean {
  const wish = maybe(textUpTo(500));
  const what = oneOf('use_network_mode log_in_again');
  return hasShape<LoginOffer>(offer, { do: what, acr_values: wish, max_age: wish, scope: wish });
}

/** Milliseconds since epoch that a date can be made of (ECMAScript, section “Time Values and Time Range”). */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

/** Three digits (RFC 9110, section 15), also those that no RFC knows; zero where the page may not see it. */
function isStatus(code: unknown): boolean {
  return Number.isInteger(code) && Number(code) >= 0 && Number(code) <= 999;
}
