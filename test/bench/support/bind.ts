import type { Page } from 'puppeteer';
import type { Binding } from '../../../src/core/binding.ts';
import { aBinding, aProfile, aToken } from '../../core/support/records.ts';
import { putRecords } from './put-records.ts';
import { tellBackground } from './tell-background.ts';

/** The token of every binding here, as long as those of real servers are. */
const access_token = 'x'.repeat(900);

/** What a page sends that carries the token by itself. */
export const ownHeaders = { Authorization: `Bearer ${access_token}` };

/** Binds the pages of an origin to its API, with a token that is good for the whole run. `own` is a page of the extension. */
export async function bind(own: Page, origin: string, mode: Binding['mode']): Promise<void> {
  const binding = aBinding({ id: `${mode} ${origin}`, mode, api: [`${origin}/api/*`], pages: [`${origin}/*`] });
  const obtainedAt = Date.now();
  await putRecords(own, {
    profiles: [aProfile()],
    tokens: [aToken({ access_token, obtainedAt, expiresAt: obtainedAt + 86_400_000 })],
    bindings: [binding],
  });
  await tellBackground(own, 'binding.change', { id: binding.id, change: { enabled: true } });
}
