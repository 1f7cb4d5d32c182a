import { Fragment } from 'preact';
import { byIntegration } from '../by-integration.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { useBeginning } from '../use-beginning.ts';
import { FailureText } from './failure-text.tsx';
import { ProfileCard } from './profile-card.tsx';
import { ShowMore } from './show-more.tsx';

/** More than the popup is high. */
const most = 12;

/** The profiles that fit what is searched for. */
export function Profiles({ popup }: { popup: Popup }) {
  const { search, status } = popup;
  const found = search.found.value;
  const inOrder = byIntegration(found).flatMap(({ profiles }) => profiles);
  const { shown, left, showMore } = useBeginning(inOrder, most, ({ id, tokens }) =>
    [id, ...tokens.map((token) => token.id)].some(popup.focus.isAbout),
  );
  return (
    <section class="profiles" aria-label={text.list.profiles}>
      <h2 class="unseen">{text.list.profiles}</h2>
      {byIntegration(shown).map(({ integration, profiles }) => (
        <Fragment key={integration}>
          {integration && <h3 class="group small quiet">{integration}</h3>}
          {profiles.map((profile) => (
            <ProfileCard key={profile.id} popup={popup} profile={profile} />
          ))}
        </Fragment>
      ))}
      <ShowMore left={left} onShow={showMore} />
      {status.snapshot.value && found.length === 0 && <NothingFound popup={popup} />}
      {status.failure.value && (
        <div class="card" role="alert">
          <FailureText failure={status.failure.value} before={text.list.notRead} />
          <div class="row end">
            <button type="button" class="main" onClick={() => void status.read()}>
              {text.login.retry}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

function NothingFound({ popup }: { popup: Popup }) {
  const { query } = popup.search;
  return (
    <div class="nothing">
      <p role="status">{text.list.nothingFound(query.value)}</p>
      <button
        type="button"
        class="soft"
        onClick={() => {
          query.value = '';
          popup.focus.goTo('find');
        }}
      >
        {text.list.showAll}
      </button>
    </div>
  );
}
