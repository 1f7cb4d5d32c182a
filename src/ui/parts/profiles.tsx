import { Fragment } from 'preact';
import { byIntegration } from '../by-integration.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { FailureText } from './failure-text.tsx';
import { ProfileCard } from './profile-card.tsx';

/** The profiles that fit what is searched for. */
export function Profiles({ popup }: { popup: Popup }) {
  const { search, status } = popup;
  const found = search.found.value;
  return (
    <section class="profiles" aria-label={text.list.profiles}>
      <h2 class="unseen">{text.list.profiles}</h2>
      {byIntegration(found).map(({ integration, profiles }) => (
        <Fragment key={integration}>
          {integration && <h3 class="group small quiet">{integration}</h3>}
          {profiles.map((profile) => (
            <ProfileCard key={profile.id} popup={popup} profile={profile} />
          ))}
        </Fragment>
      ))}
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
