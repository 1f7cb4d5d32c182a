import { type Activity, type Offer, type ReportedRow, withoutQuery } from '../core/activity.ts';
import { holdsFor, type Page } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';

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
    if (!binding) return [];
    const { bindingId, method, url, status, at, did, by, why, offer, held } = row;
    return {
      ...{ id: ports.randomId(), tabId: page.tabId, page: new URL(page.url).origin },
      ...{ tokenId: binding.tokenId, mode: binding.mode },
      ...{ bindingId, method, status, at, did, url: withoutQuery(url) },
      ...(by && { by }),
      ...(why && { why }),
      ...(offer && { offer: known(offer) }),
      ...(held !== undefined && { held }),
    };
  });
  if (kept.length === 0) return;
  await ports.activity.add(page.tabId, kept);
  ports.changes.tell();
}

/**
 * Whether a page's content script may report this. A page that took it over can lie here, but not at length. (By hand: the background is
 * loaded with every start, and reads nothing else that others wrote in this way.)
 */
function isActivity(row: unknown): row is Activity {
  if (typeof row !== 'object' || row === null) return false;
  const { bindingId, method, url, status, at, did, by, why, offer, held } = row as {
    [Name in keyof Activity]: unknown;
  };
  return (
    typeof bindingId === 'string' &&
    isTextUpTo(20, method) &&
    isTextUpTo(2000, url) &&
    (status === undefined || isStatus(status)) &&
    Number.isFinite(at) &&
    isOneOf(dids, did) &&
    (by === undefined || isOneOf(ways, by)) &&
    (why === undefined || isOneOf(reasons, why)) &&
    (offer === undefined || isOffer(offer)) &&
    (held === undefined || (Number.isFinite(held) && Number(held) >= 0))
  );
}

const dids = 'added renewed replayed left_alone let_go';
/** What a page's scripts do themselves. */
const ways = 'fetch xhr';
const reasons = 'no_answer no_token preflight_refused body_spent own_header';

function isOneOf(words: string, value: unknown): boolean {
  return words.split(' ').includes(value as string);
}

function isOffer(offer: unknown): boolean {
  if (typeof offer !== 'object' || offer === null) return false;
  const { do: what, acr_values = '', max_age = '', scope = '' } = offer as Record<string, unknown>;
  return (
    isOneOf('use_network_mode log_in_again', what) &&
    [acr_values, max_age, scope].every((each) => isTextUpTo(500, each))
  );
}

/** Nothing that was not asked for. */
function known(offer: Offer): Offer {
  if (offer.do === 'use_network_mode') return { do: offer.do };
  const { acr_values, max_age, scope } = offer;
  return { do: offer.do, ...(acr_values && { acr_values }), ...(max_age && { max_age }), ...(scope && { scope }) };
}

function isTextUpTo(longest: number, value: unknown): boolean {
  return typeof value === 'string' && value.length <= longest;
}

/** Three digits (RFC 9110, section 15), also those that no RFC knows; zero where the page may not see it. */
function isStatus(code: unknown): boolean {
  return Number.isInteger(code) && Number(code) >= 0 && Number(code) <= 999;
}
