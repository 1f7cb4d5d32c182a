import type { ProfileView } from '../../core/snapshot.ts';
import type { Workbench } from '../models/workbench.ts';
import { UndoBar } from '../parts/undo-bar.tsx';
import { hashOf } from '../place.ts';
import { text } from '../text.ts';
import { workbenchText } from '../workbench-text.ts';

/** All profiles, to choose from. The address says which, so each is a plain link. */
export function BenchSide({ workbench }: { workbench: Workbench }) {
  const { popup, profileId, view, create } = workbench;
  const { query, found } = popup.search;
  const draft = popup.status.snapshot.value?.draft ?? popup.form.draft.value;
  const hasProfiles = (popup.status.snapshot.value?.profiles.length ?? 0) > 0;
  const isStored = popup.status.snapshot.value?.profiles.some((each) => each.id === draft?.id);
  return (
    <aside class="side" aria-label={workbenchText.profiles}>
      <h1>{text.name}</h1>
      {hasProfiles && (
        <input
          id="find"
          type="search"
          placeholder={text.list.find}
          aria-label={text.list.find}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      )}
      <nav aria-label={workbenchText.profiles}>
        <ul>
          {found.value.map((profile) => (
            <li key={profile.id}>
              <ProfileLink
                profile={profile}
                href={hashOf({ profileId: profile.id, view: view.value })}
                current={profile.id === profileId.value}
                unsaved={profile.id === draft?.id && popup.status.snapshot.value?.draft !== undefined}
              />
            </li>
          ))}
          {draft && !isStored && (
            <li>
              <a
                class="profile-link"
                href={hashOf({ profileId: draft.id, view: 'setup' })}
                aria-current={draft.id === profileId.value ? 'page' : undefined}
              >
                <span class="cut">{draft.name || workbenchText.newProfile}</span>
                <span class="small quiet">{workbenchText.notSaved}</span>
              </a>
            </li>
          )}
        </ul>
      </nav>
      {hasProfiles && (
        <button type="button" id="new-profile" class="soft" onClick={create}>
          {workbenchText.newProfile}
        </button>
      )}
      <UndoBar popup={popup} />
      <button
        type="button"
        class="plain keys-button"
        onClick={() => {
          popup.keysShown.value = true;
        }}
      >
        {text.footer.keys} <kbd>?</kbd>
      </button>
    </aside>
  );
}

type LinkProps = { profile: ProfileView; href: string; current: boolean; unsaved: boolean };

function ProfileLink({ profile, href, current, unsaved }: LinkProps) {
  return (
    <a class="profile-link" href={href} aria-current={current ? 'page' : undefined} data-row>
      <span class="row">
        <span class="grow cut">{profile.name}</span>
        {profile.tokens.length > 0 && <span class="count small">{profile.tokens.length}</span>}
      </span>
      <span class="small quiet cut">{unsaved ? workbenchText.notSaved : profile.host}</span>
    </a>
  );
}
