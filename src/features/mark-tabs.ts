import type { Page } from '../core/binding.ts';
import { indexBindings } from '../core/binding-index.ts';
import type { Mark, Ports } from '../core/ports.ts';
import type { UrlPattern } from '../core/url-pattern.ts';
import { userMark } from '../core/user-mark.ts';
import { type LiveBinding, liveBindings } from './live-bindings.ts';
import { tokenLabel } from './token-label.ts';

/** Marks every open tab that shows one of these pages: as whom it speaks, or not at all. */
export async function markTabs(pages: readonly UrlPattern[], ports: Ports): Promise<void> {
  const live = indexBindings(await liveBindings(ports));
  for (const page of await ports.tabs.showing(pages)) await markTab(page, live.on(page)[0], ports);
}

/** Marks one tab by the binding that wins on its page. */
export async function markTab(page: Page, winner: LiveBinding | undefined, ports: Ports): Promise<void> {
  const profile = winner && (await ports.profiles.get(winner.token.profileId));
  if (!profile) return ports.badge.show(page.tabId, await plainMark(ports));
  const { user, besideId } = winner.token;
  // Thousands of others are read only to count those without a name.
  const others = user && besideId === undefined ? [] : await ports.tokens.list();
  const label = tokenLabel(winner.token, profile, others);
  const { initial, colour } = userMark(label);
  await ports.badge.show(page.tabId, {
    text: initial,
    colour,
    title: `Tokendock: ${label}, ${profile.name}`,
  });
}

/** Takes all marks away: whoever can't read the bindings does not know where they are. Every tab says instead that the vault is locked. */
export async function unmarkTabs(ports: Pick<Ports, 'tabs' | 'badge' | 'vault'>): Promise<void> {
  const mark = await plainMark(ports);
  await ports.badge.show(undefined, mark);
  for (const { tabId } of await ports.tabs.all()) await ports.badge.show(tabId, mark);
}

/** What a tab shows into which nothing goes. */
async function plainMark({ vault }: Pick<Ports, 'vault'>): Promise<Mark | undefined> {
  return (await vault.isLocked()) ? { text: '🔒', colour: '#5f6368', title: 'Tokendock is locked' } : undefined;
}
