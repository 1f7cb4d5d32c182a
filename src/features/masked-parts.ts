import { type Part, plainBinding } from '../core/binding.ts';
import type { Ports } from '../core/ports.ts';
import { mask } from '../oauth/hide-known.ts';
import { isCredential, lastWord } from './is-credential.ts';
import { partsOf } from './parts-of.ts';

/** What the requests of a binding carry, as far as it and its token are still there; what speaks for the user is masked. */
export async function maskedParts(
  { bindingId, tokenId }: { bindingId: string; tokenId: string },
  ports: Pick<Ports, 'tokens' | 'profiles' | 'bindings'>,
): Promise<Part[]> {
  const binding = (await ports.bindings.get(bindingId)) ?? plainBinding;
  const token = await ports.tokens.get(tokenId);
  const profile = token && (await ports.profiles.get(token.profileId));
  if (!profile)
    return binding.put.map(({ in: place, name, prefix }) => ({ in: place, name, value: `${prefix} ${mask}`.trim() }));
  return partsOf(binding, token, profile).map((part) =>
    isCredential(part, binding, token)
      ? { ...part, value: part.value.replace(lastWord(part.value), () => mask) }
      : part,
  );
}
