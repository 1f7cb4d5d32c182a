import type { ProfileView } from '../../core/snapshot.ts';
import type { TokenDetails } from '../../core/token-details.ts';
import type { Workbench } from '../models/workbench.ts';
import { moment } from '../moment.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { tokenText } from '../token-text.ts';
import { Fact, Facts } from './facts.tsx';
import { JwtView } from './jwt-view.tsx';
import { TokenQuestions } from './token-questions.tsx';

type Props = { workbench: Workbench; profile: ProfileView; id: string };

/** All that is known of one token. Its own text is not here: that is copied, not shown. */
export function TokenDetailsView({ workbench, profile, id }: Props) {
  const { details, failure } = workbench.tokenView;
  const shown = details.value;
  if (failure.value) {
    return (
      <div role="status">
        <FailureText failure={failure.value} />
      </div>
    );
  }
  if (!shown || shown.id !== id) {
    return (
      <p role="status" class="late quiet">
        {tokenText.reading}
      </p>
    );
  }
  const now = workbench.popup.clock.now.value;
  const { accessToken, idToken, knownFields, rest } = shown;
  return (
    <section class="token stack" aria-labelledby="token-title">
      <h3 id="token-title">{tokenText.title(shown.label)}</h3>
      <Summary details={shown} now={now} />
      <TokenQuestions workbench={workbench} profile={profile} id={id} />
      {idToken && (
        <JwtView
          workbench={workbench}
          name="id-token"
          title={tokenText.idToken}
          jwt={idToken.decoded}
          verdict={idToken.verdict}
        />
      )}
      {accessToken ? (
        <JwtView workbench={workbench} name="access-token" title={tokenText.accessToken} jwt={accessToken} />
      ) : (
        <div class="card">
          <h4>{tokenText.accessToken}</h4>
          <p class="quiet">{tokenText.opaque}</p>
        </div>
      )}
      <div class="card">
        <h4>{tokenText.response}</h4>
        {Object.keys(rest).length > 0 ? (
          <Facts fields={rest} meanings={meaningsOf(knownFields)} now={now} />
        ) : (
          <p class="quiet">{tokenText.noRest}</p>
        )}
      </div>
    </section>
  );
}

/** As the documentation of the server describes them. */
function meaningsOf(known: TokenDetails['knownFields']): Record<string, string> {
  const described = known.filter(({ endpoint }) => endpoint !== 'userinfo_endpoint');
  return Object.fromEntries(described.map(({ name, description = '' }) => [name, description]));
}

function Summary({ details, now }: { details: TokenDetails; now: number }) {
  const { expiresAt, hasRefreshToken, jkt, obtainedAt, scope, token_type } = details;
  return (
    <div class="card">
      <dl class="facts">
        <Fact plain name={tokenText.type} value={token_type} />
        <Fact plain name={tokenText.scope} value={scope.join(' ') || tokenText.noScope} />
        <Fact plain name={tokenText.obtained} value={moment(obtainedAt, now)} />
        <Fact
          plain
          name={tokenText.ends}
          value={expiresAt === undefined ? tokenText.endless : moment(expiresAt, now)}
        />
        <Fact plain name={tokenText.refresh} value={hasRefreshToken ? tokenText.yes : tokenText.no} />
        {jkt && <Fact plain name={tokenText.bound} value={jkt} />}
      </dl>
    </div>
  );
}
