import type { Ports } from '../core/ports.ts';
import type { Token } from '../core/token.ts';

/** Keeps each further token of an answer as a token of its own, in place of the one that came with the answer before. */
export async function keepFurther(
  { id, profileId, obtainedAt, origin, further = [] }: Token,
  ports: Pick<Ports, 'tokens' | 'randomId'>,
): Promise<void> {
  const before = further.length > 0 ? (await ports.tokens.list()).filter((each) => each.besideId === id) : [];
  for (const each of further) {
    await ports.tokens.put({
      ...each,
      id: before.find(({ name }) => name === each.name)?.id ?? ports.randomId(),
      besideId: id,
      profileId,
      obtainedAt,
      ...(origin !== undefined && { origin }),
      rest: {},
    });
  }
}
