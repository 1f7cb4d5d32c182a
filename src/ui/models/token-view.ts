import { signal } from '@preact/signals';
import type { CheckedToken } from '../../core/checked-token.ts';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { ProfileView } from '../../core/snapshot.ts';
import type { TokenDetails } from '../../core/token-details.ts';
import type { UiInputs } from '../inputs.ts';
import type { Status } from './status.ts';

export type Question = 'check' | 'introspect' | 'userInfo';
export type Answer =
  | { step: 'asking' }
  | { step: 'answered'; fields: Record<string, unknown>; verdict?: Pick<CheckedToken, 'good' | 'sentence'> }
  | { step: 'failed'; failure: FailureRecord };

/** One token, opened: what is known of it, and what the server says when it is asked. */
export function createTokenView(inputs: Pick<UiInputs, 'send'> & { status: Status }) {
  const { send, status } = inputs;
  const details = signal<TokenDetails>();
  const failure = signal<FailureRecord>();
  const answers = signal<{ [Name in Question]?: Answer }>({});
  let shown: string | undefined;

  /** Reads it anew; another token's answers are gone. */
  async function open(id: string | undefined): Promise<void> {
    if (shown !== id) {
      details.value = undefined;
      answers.value = {};
    }
    shown = id;
    failure.value = undefined;
    if (id === undefined) return;
    await send('token.view', { id }).then(
      (found) => {
        if (shown === id) details.value = found;
      },
      (error) => {
        if (shown === id) failure.value = failureRecord(error);
      },
    );
  }

  function tell(id: string, question: Question, answer: Answer) {
    if (shown === id) answers.value = { ...answers.value, [question]: answer };
  }

  /** To be called first thing in a click: it asks for the server's host. */
  async function ask(
    question: Question,
    id: string,
    profile: Pick<ProfileView, 'hosts' | 'checkHosts'>,
  ): Promise<void> {
    status.allow(question === 'check' ? profile.checkHosts : profile.hosts);
    tell(id, question, { step: 'asking' });
    const answer =
      question === 'check'
        ? send('token.check', { id }).then(({ fields, ...verdict }) => ({ fields, verdict }))
        : send(question === 'introspect' ? 'token.introspect' : 'token.userInfo', { id }).then((fields) => ({
            fields,
          }));
    await answer.then(
      (found) => tell(id, question, { step: 'answered', ...found }),
      (error) => tell(id, question, { step: 'failed', failure: failureRecord(error) }),
    );
  }

  return { details, failure, answers, open, ask, logout: (id: string) => status.after(send('token.logout', { id })) };
}
