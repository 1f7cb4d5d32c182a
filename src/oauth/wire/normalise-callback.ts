import type { Deviations } from '../../core/deviations.ts';

/**
 * The parameters of a callback under the names that the RFCs give them, as the profile says the server calls them. A state in other letters
 * becomes the one that was sent where the profile allows it.
 */
export function normaliseCallback(
  given: URLSearchParams,
  { parameters: names = {}, anyCaseState }: NonNullable<Deviations['callback']> = {},
  state?: string,
): URLSearchParams {
  const parameters = new URLSearchParams(given);
  for (const [name, theirs] of Object.entries(names)) {
    if (!theirs || theirs === name || !given.has(theirs)) continue;
    parameters.delete(name);
    for (const value of given.getAll(theirs)) parameters.append(name, value);
    if (!Object.values(names).includes(name)) parameters.delete(theirs);
  }
  const echoed = parameters.get('state');
  if (anyCaseState && state && echoed?.toLowerCase() === state.toLowerCase()) parameters.set('state', state);
  return parameters;
}
