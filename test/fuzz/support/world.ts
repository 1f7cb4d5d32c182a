import type { Ports } from '../../../src/core/ports.ts';
import type { Profile } from '../../../src/core/profile.ts';
import { createMemory, type Memory } from '../../support/memory-ports.ts';

export type World = { memory: Memory; ports: Ports; asked: string[] };

/** A Tokendock with one profile, and servers that answer whatever the case says. `asked` are the URLs of the requests. */
export function worldOf(profile: Profile, answer: (url: string, options: RequestInit) => Response): World {
  const memory = createMemory();
  memory.disk.profiles.set(profile.id, profile);
  const asked: string[] = [];
  // Node ends the body of a response that nobody holds any more, also under a reader of its copy.
  const held: Response[] = [];
  const fetch: typeof globalThis.fetch = async (input, options = {}) => {
    asked.push(String(input));
    const response = answer(String(input), options);
    held.push(response);
    return response;
  };
  const { ports } = memory.background();
  return { memory, asked, ports: { ...ports, fetch, ownRequests: { ...ports.ownRequests, fetchSaying: () => fetch } } };
}
