import type { OwnMessages } from '../../src/messages.ts';
import { sendMessage } from '../../src/platform/messaging.ts';
import type { Send } from '../../src/ui/inputs.ts';

/** Has a message answered: by this page where it can do the work itself, which it loads when it is first asked, else by the background. */
export const send: Send = async (type, data) => {
  const work = (await ownWork(type)) as Record<string, (data: unknown) => never> | undefined;
  const answer = work?.[type];
  return answer ? answer(data) : (sendMessage(type as keyof OwnMessages, data as never) as never);
};

async function ownWork(type: string): Promise<object | undefined> {
  if (
    /^(status\.read|trouble\.end|token\.copy|vault\.touch|setting\.(apply|undo)|profile\.(edit|save|secret|duplicate|move))$/.test(
      type,
    )
  )
    return (await import('./popup-work.ts')).popupWork;
  if (
    /^(profile\.preview|server\.|client\.|key\.|token\.(view|check|userInfo|introspect|paste|logout)|trace\.)/.test(
      type,
    )
  )
    return (await import('./page-work.ts')).pageWork;
  if (/^(text\.|profiles\.)/.test(type)) return (await import('./transfer-work.ts')).transferWork;
  if (/^(vault\.(read|unlock|set|change|remove|idle)|everything\.)/.test(type))
    return (await import('./vault-work.ts')).vaultWork;
  if (/^activity\./.test(type)) return (await import('./activity-work.ts')).activityWork;
  if (/^webhook\./.test(type)) return (await import('./webhook-work.ts')).webhookWork;
  return undefined;
}
