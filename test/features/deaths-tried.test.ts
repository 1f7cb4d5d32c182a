import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OwnMessages, PageMessages, PageWork } from '../../src/messages.ts';

/** What each message leaves behind when whoever does it dies: nothing to be stored, or which test lets it die at each of its steps. */
const deaths = {
  'status.ofBackground': 'stores nothing',
  'vault.lock': ['lock-vault', 'lockVault'],
  'vault.changed': ['death-of-settings', 'vaultChanged'],
  'vault.forget': ['forget-everything', 'forgetEverything'],
  'draft.save': ['death-of-settings', 'saveDraft'],
  'draft.discard': ['death-of-settings', 'discardDraft'],
  'profile.delete': ['death-of-changes', 'deleteProfile'],
  'profile.restore': ['death-of-changes', 'restoreProfile'],
  'login.start': ['death', 'startLogin'],
  'login.cancel': ['death-of-settings', 'cancelLogin'],
  'token.freshen': ['death-of-other-flows', 'renewToken'],
  'token.renew': ['death-of-other-flows', 'renewToken'],
  'token.forget': ['death', 'forgetToken'],
  'binding.add': ['death-of-changes', 'addBinding'],
  'binding.change': ['death-of-changes', 'changeBinding'],
  'binding.remove': ['death-of-changes', 'removeBinding'],
  'page.arm': 'stores nothing',
  'page.opened': 'stores nothing',
  'page.renew': ['death-of-other-flows', 'renewForPage'],
  'page.prove': 'stores nothing',
  'page.refused': ['death-of-other-flows', 'renewToken'],
  'page.report': 'stores nothing',
  'status.read': 'stores nothing',
  'trouble.end': ['death-of-settings', 'endTrouble'],
  'profile.edit': 'stores nothing',
  'profile.save': ['death-of-changes', 'saveProfile'],
  'profile.secret': 'stores nothing',
  'setting.apply': ['death-of-settings', 'applySetting'],
  'setting.undo': ['death-of-settings', 'restoreDeviations'],
  'profile.duplicate': ['death-of-changes', 'duplicateProfile'],
  'profile.move': ['death-of-changes', 'moveProfile'],
  'profile.preview': 'stores nothing',
  'text.read': 'stores nothing',
  'profiles.write': 'stores nothing',
  'webhook.check': 'stores nothing',
  'server.discover': 'stores nothing',
  'server.ofApi': 'stores nothing',
  'client.register': ['death-of-registrations', 'registerClient'],
  'client.read': ['death-of-registrations', 'readClient'],
  'client.update': ['death-of-registrations', 'updateClient'],
  'client.delete': ['death-of-registrations', 'deleteClient'],
  'vault.read': 'stores nothing',
  'vault.unlock': 'stores nothing',
  'vault.set': ['../platform/passphrase', 'set'],
  'vault.change': ['../platform/passphrase', 'change'],
  'vault.remove': ['../platform/passphrase', 'remove'],
  'vault.idle': ['../platform/passphrase', 'setIdle'],
  'vault.touch': 'stores nothing',
  'everything.forget': ['forget-everything', 'forgetEverything'],
  'key.list': 'stores nothing',
  'key.create': ['death-of-settings', 'createKey'],
  'key.import': ['death-of-settings', 'importKey'],
  'key.delete': ['death-of-settings', 'deleteKey'],
  'token.copy': ['death-of-other-flows', 'renewToken'],
  'token.view': 'stores nothing',
  'token.userInfo': ['death-of-other-flows', 'askUserInfo'],
  'token.introspect': ['death-of-other-flows', 'introspectToken'],
  'token.check': ['death-of-other-flows', 'checkToken'],
  'token.paste': ['death-of-changes', 'pasteToken'],
  'token.logout': 'stores nothing',
  'trace.list': 'stores nothing',
  'trace.clear': ['death-of-settings', 'clearTraces'],
  'trace.har': 'stores nothing',
  'activity.list': 'stores nothing',
  'activity.users': 'stores nothing',
  'activity.watch': 'stores nothing',
  'activity.clear': 'stores nothing',
  'activity.curl': ['death-of-other-flows', 'renewToken'],
  'activity.har': 'stores nothing',
} satisfies Record<
  keyof (OwnMessages & PageWork & PageMessages),
  'stores nothing' | readonly [file: string, does: string]
>;

const tried = Object.entries(deaths).flatMap(([message, how]) =>
  typeof how === 'string' ? [] : [[message, how[0] ?? '', how[1] ?? ''] as const],
);

test.each(tried)('Whoever does %s dies at each of its steps in %s', async (_, file, does) => {
  const text = await readFile(join(import.meta.dirname, `${file}.test.ts`), 'utf8');
  expect(text).toMatch(/throughEachDeath|diesAt/);
  expect(text).toMatch(new RegExp(`\\b${does}\\(`));
});
