import type { OwnMessages, PageMessages, PageWork } from '../../src/messages.ts';
import { aBinding } from '../core/support/records.ts';

/** What an attacker knows who knows everything but the secrets. */
export type Known = { profileId: string; tokenId: string; bindingId: string; url: string };

/**
 * Every message of the protocol, as such an attacker would send it. One that is added to src/messages.ts is missing here until somebody says
 * what it would be.
 */
export function everyMessage({ profileId, tokenId, bindingId, url }: Known) {
  const call = { bindingId, method: 'GET', url };
  const everywhere = { tokenId, api: [url], pages: ['https://evil.example/*'] };
  const own = {
    'status.ofBackground': undefined,
    'vault.lock': undefined,
    'vault.changed': undefined,
    'vault.forget': undefined,
    'draft.save': { id: profileId } as Parameters<OwnMessages['draft.save']>[0],
    'draft.discard': { id: profileId },
    'profile.delete': { id: profileId },
    'profile.restore': { id: profileId },
    'login.start': { profileId },
    'login.cancel': { id: profileId },
    'token.freshen': { id: tokenId },
    'token.renew': { id: tokenId },
    'token.forget': { id: tokenId, evenIfNotRevoked: true },
    'binding.add': everywhere,
    'binding.change': { id: bindingId, change: { enabled: false } },
    'binding.remove': { id: bindingId },
  } satisfies { [Type in keyof OwnMessages]: Parameters<OwnMessages[Type]>[0] };
  const page = {
    'page.arm': undefined,
    'page.opened': undefined,
    'page.renew': { bindingId },
    'page.prove': [call],
    'page.refused': { ...call, status: 401, at: 0, isSecond: false, challenge: 'Bearer error="invalid_token"' },
    'page.report': [{ ...call, status: 200, at: aBinding().createdAt, did: 'added' }],
  } satisfies { [Type in keyof PageMessages]: Parameters<PageMessages[Type]>[0] };
  return { own: Object.entries<unknown>(own), page: Object.entries<unknown>(page) };
}

/** What only our own pages do, and the background does for nobody. */
const pageWork = {
  'status.read': true,
  'profile.edit': true,
  'profile.save': true,
  'profile.secret': true,
  'setting.apply': true,
  'setting.undo': true,
  'profile.duplicate': true,
  'profile.move': true,
  'profile.preview': true,
  'text.read': true,
  'profiles.write': true,
  'webhook.check': true,
  'server.discover': true,
  'server.ofApi': true,
  'client.register': true,
  'client.read': true,
  'client.update': true,
  'client.delete': true,
  'key.list': true,
  'key.create': true,
  'key.import': true,
  'key.delete': true,
  'token.copy': true,
  'token.view': true,
  'token.userInfo': true,
  'token.introspect': true,
  'token.check': true,
  'token.paste': true,
  'token.logout': true,
  'trace.list': true,
  'trace.clear': true,
  'trace.har': true,
  'activity.list': true,
  'activity.users': true,
  'activity.watch': true,
  'activity.clear': true,
  'activity.curl': true,
  'activity.har': true,
  'vault.read': true,
  'vault.unlock': true,
  'vault.set': true,
  'vault.change': true,
  'vault.remove': true,
  'vault.idle': true,
  'vault.touch': true,
  'everything.forget': true,
  'trouble.end': true,
} satisfies Record<keyof PageWork, true>;

/** Names that the background answers to nobody. */
export const unansweredNames: readonly string[] = [
  ...Object.keys(pageWork),
  ...['bridge.here', 'constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'page', 'page.'],
];
