/** The tabs of a profile in the workbench. */
export const views = ['setup', 'tokens', 'where', 'trace', 'services'] as const;
export type View = (typeof views)[number];

/** What in the workbench is about no single profile. */
export const tools = ['activity', 'import', 'export', 'vault'] as const;
export type Tool = (typeof tools)[number];

/** Where one is in the workbench. It stands in the address, so that it can be linked and kept. */
export type Place = {
  profileId?: string | undefined;
  view: View;
  tokenId?: string | undefined;
  tool?: Tool | undefined;
};

/** The fragment of an address: `#petstore/tokens/token-alice`, `#/import`. */
export function hashOf({ profileId, view, tokenId, tool }: Place): string {
  if (tool) return `#/${tool}`;
  if (profileId === undefined) return '#';
  return `#${[profileId, view, tokenId]
    .filter((part) => part !== undefined)
    .map(encodeURIComponent)
    .join('/')}`;
}

/** The place that a fragment names; what it does not know is the beginning. */
export function placeOf(hash: string): Place {
  const [profileId, view, tokenId] = hash.replace(/^#/, '').split('/').map(decoded);
  const tool = profileId === '' ? tools.find((each) => each === view) : undefined;
  if (tool) return { view: 'setup', tool };
  return {
    view: views.find((each) => each === view) ?? 'setup',
    ...(profileId && { profileId }),
    ...(tokenId && { tokenId }),
  };
}

/** The workbench's address from any page of the extension. */
export function workbenchLink(place: Place): string {
  return `/workbench.html${hashOf(place)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Typed by hand: it names nothing then.
    return '';
  }
}
