import type { ProfileView } from '../../core/snapshot.ts';
import type { Answer, Question } from '../models/token-view.ts';
import type { Workbench } from '../models/workbench.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { tokenText } from '../token-text.ts';
import { Facts } from './facts.tsx';

type Props = { workbench: Workbench; profile: ProfileView; id: string };

const titles: Record<Question, string> = {
  check: tokenText.checkTitle,
  introspect: tokenText.introspection,
  userInfo: tokenText.userInfoTitle,
};
const questions = ['check', 'introspect', 'userInfo'] as const;

/** What the server can be asked about a token, and what it answered. */
export function TokenQuestions({ workbench, profile, id }: Props) {
  const { popup, tokenView } = workbench;
  const answers = tokenView.answers.value;
  return (
    <>
      <div class="row">
        {questions.map((question) => (
          <button key={question} type="button" class="soft" onClick={() => void tokenView.ask(question, id, profile)}>
            {tokenText[question]}
          </button>
        ))}
        <button type="button" class="soft" onClick={() => void tokenView.logout(id)}>
          {tokenText.logout}
        </button>
      </div>
      <div role="status" class="stack">
        {questions.map((question) => {
          const answer = answers[question];
          return (
            answer && (
              <div key={question} class="card">
                <h4>{titles[question]}</h4>
                <AnswerView answer={answer} now={popup.clock.now.value} />
              </div>
            )
          );
        })}
      </div>
    </>
  );
}

function AnswerView({ answer, now }: { answer: Answer; now: number }) {
  if (answer.step === 'asking') return <p class="quiet">{tokenText.asking}</p>;
  if (answer.step === 'failed') return <FailureText failure={answer.failure} />;
  const { fields, verdict } = answer;
  const active = verdict ? undefined : fields.active;
  return (
    <>
      {verdict && (
        <p class={verdict.good ? 'ok' : 'over'}>
          {verdict.good && '✓ '}
          {verdict.sentence}
        </p>
      )}
      {active === true && <p class="ok">✓ {tokenText.active}</p>}
      {active === false && <p class="over">{tokenText.inactive}</p>}
      <Facts fields={fields} now={now} />
    </>
  );
}
