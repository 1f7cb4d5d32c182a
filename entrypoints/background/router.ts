import type { Runtime } from 'webextension-polyfill';
import { Failure } from '../../src/core/failure.ts';
import type { Ports } from '../../src/core/ports.ts';
import { armPage, renewForPage } from '../../src/features/arm-page.ts';
import { backgroundStatus } from '../../src/features/background-status.ts';
import { addBinding, changeBinding, removeBinding } from '../../src/features/bindings.ts';
import { cancelLogin } from '../../src/features/cancel-login.ts';
import { discardDraft, saveDraft } from '../../src/features/drafts.ts';
import { forgetEverything } from '../../src/features/forget-everything.ts';
import { forgetToken } from '../../src/features/forget-token.ts';
import { isFirstOfOpened } from '../../src/features/hand-on.ts';
import { judgeRefusal } from '../../src/features/judge-refusal.ts';
import { lockVault, vaultChanged } from '../../src/features/lock-vault.ts';
import { deleteProfile, restoreProfile } from '../../src/features/profiles.ts';
import { proveCalls } from '../../src/features/prove-calls.ts';
import { recordActivity } from '../../src/features/record-activity.ts';
import { explainLost, watchPreflights } from '../../src/features/refused-preflights.ts';
import { freshToken, renewToken } from '../../src/features/renew-token.ts';
import { startLogin } from '../../src/features/start-login.ts';
import type { OwnMessages, PageMessages } from '../../src/messages.ts';
import { onMessage } from '../../src/platform/messaging.ts';
import { expectOwnPage, expectPage, type SenderPage } from '../../src/platform/sender.ts';

type Own = { [Type in keyof OwnMessages]: (data: Parameters<OwnMessages[Type]>[0]) => Answer<OwnMessages[Type]> };
type FromPage = {
  [Type in keyof PageMessages]: (
    page: SenderPage,
    data: Parameters<PageMessages[Type]>[0],
  ) => Answer<PageMessages[Type]>;
};
type Answer<Message extends (...args: never[]) => unknown> = ReturnType<Message> | Promise<ReturnType<Message>>;

/** Maps each message to its feature. Rights go by the browser's word on who sent it. */
export function listenToMessages(ports: Ports, ready: Promise<void>): void {
  const own: Own = {
    'status.ofBackground': () => backgroundStatus(ports),
    'vault.lock': () => lockVault(ports),
    'vault.changed': () => vaultChanged(ports),
    'vault.forget': () => forgetEverything(ports),
    'draft.save': (draft) => saveDraft(draft, ports),
    'draft.discard': ({ id }) => discardDraft(id, ports),
    'profile.delete': ({ id }) => deleteProfile(id, ports),
    'profile.restore': ({ id }) => restoreProfile(id, ports),
    'login.start': ({ profileId, demand }) => startLogin(profileId, ports, demand),
    'login.cancel': ({ id }) => cancelLogin(id, ports),
    'token.freshen': async ({ id }) => void (await freshToken(id, ports)),
    'token.renew': async ({ id }) => void (await renewToken(id, ports)),
    'token.forget': ({ id, evenIfNotRevoked }) => forgetToken(id, evenIfNotRevoked ?? false, ports),
    'binding.add': (binding) => addBinding(binding, ports),
    'binding.change': ({ id, change }) => changeBinding(id, change, ports),
    'binding.remove': ({ id }) => removeBinding(id, ports),
  };
  const fromPage: FromPage = {
    'page.arm': async (page) => {
      const armed = await armPage(page, ports);
      await watchPreflights(page, armed, ports);
      return armed;
    },
    'page.opened': (page) => isFirstOfOpened(page, ports),
    'page.renew': (page, { bindingId }) => renewForPage(page, bindingId, ports),
    'page.prove': (page, calls) => proveCalls(page, calls, ports),
    'page.refused': (page, refusal) => judgeRefusal(page, refusal, ports),
    'page.report': (page, rows) => recordActivity(page, explainLost(page, rows, ports), ports),
  };
  onMessage((type, data, sender) => {
    if (Object.hasOwn(own, type)) return answerOwn(type as keyof OwnMessages, data, sender);
    if (Object.hasOwn(fromPage, type)) return answerPage(type as keyof PageMessages, data, sender);
    return undefined;
  });

  // The tables are typed message by message; here a message is any of them.
  async function answerOwn(type: keyof OwnMessages, data: unknown, sender: Runtime.MessageSender): Promise<unknown> {
    expectOwnPage(sender);
    await ready;
    // While it is being locked the stores still answer.
    if (!/^vault\./.test(type) && (await ports.vault.isLocked())) throw new Failure('vault_locked');
    return own[type](data as never);
  }

  async function answerPage(type: keyof PageMessages, data: unknown, sender: Runtime.MessageSender): Promise<unknown> {
    const page = expectPage(sender);
    await ready;
    return fromPage[type](page, data as never);
  }
}
