import browser, { type Runtime } from 'webextension-polyfill';
import { Failure, type FailureRecord, failureRecord } from '../core/failure.ts';
import type { BridgeMessages, OwnMessages, PageMessages } from '../messages.ts';

type ToBackground = OwnMessages & PageMessages;
type Message = { type: string; data?: unknown };
/** Errors don't cross between contexts, so a failure goes as its record. */
type Reply = { answer?: unknown } | { failure: FailureRecord };

/** Answers messages of some type; undefined for those that are somebody else's. */
export type Answering = (type: string, data: unknown, sender: Runtime.MessageSender) => Promise<unknown> | undefined;

/** Asks the background. Rejects with a `Failure`, or as the browser does where the extension is gone. */
export async function sendMessage<Type extends keyof ToBackground>(
  type: Type,
  ...[data]: Parameters<ToBackground[Type]>
): Promise<ReturnType<ToBackground[Type]>> {
  return answerIn(browser.runtime.sendMessage({ type, data } satisfies Message));
}

/** Asks the content script in the page of a tab. Rejects with a `Failure`, also where there is none. */
export function sendToTab<Type extends keyof BridgeMessages>(
  tabId: number,
  type: Type,
): Promise<ReturnType<BridgeMessages[Type]>> {
  return answerIn(browser.tabs.sendMessage(tabId, { type } satisfies Message, { frameId: 0 }));
}

/** Has the messages to this context answered. */
export function onMessage(answering: Answering): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const { type, data } = Object(message) as Partial<Message>;
    // Content scripts may send what they like.
    if (typeof type !== 'string') return undefined;
    return answering(type, data, sender)?.then(
      (answer): Reply => ({ answer }),
      (error): Reply => ({ failure: failureRecord(error) }),
    );
  });
}

/** Without a reply, who was asked is gone: the background died, or the page did. */
async function answerIn<Answer>(replied: Promise<unknown>): Promise<Answer> {
  const reply = (await replied) as Reply | undefined;
  if (!reply) throw new Failure('unknown', { reason: 'nobody answered' });
  if (!('failure' in reply)) return reply.answer as Answer;
  const { code, values, quote } = reply.failure;
  throw new Failure(code, values, quote);
}
