import { afterAll, beforeAll } from 'vitest';
import type { Mode } from '../../../src/core/binding.ts';
import { bindIn } from './bind-in.ts';
import { getToken, openTokendock, type Tokendock } from './tokendock.ts';

type WithToken = {
  dock: Tokendock;
  /** Alice's. */
  tokenId: string;
  /** The demo API's origin by its other name: another site, that the same server serves. */
  elsewhere: string;
  /** Binds the pages of the first origin to the token for its API, and ends all earlier bindings. */
  bind(mode: Mode): Promise<string>;
};

/** Tokendock with a token, opened before the first test of a file and closed after the last. What it returns is filled then. */
export function withToken(): WithToken {
  const our = {
    bind: (mode) => {
      const { dock, tokenId } = our;
      return bindIn(mode, dock, { tokenId, api: [`${dock.api.origin}/api/*`], pages: [`${dock.api.origin}/*`] });
    },
  } as WithToken;
  beforeAll(async () => {
    our.dock = await openTokendock();
    our.tokenId = (await getToken(our.dock, 'alice')).id;
    our.elsewhere = `http://127.0.0.1:${our.dock.api.port}`;
  });
  afterAll(() => our.dock?.close());
  return our;
}
