import { Fragment } from 'preact';
import type { ProfileDraft } from '../../core/profile-draft.ts';
import type { ProfileView } from '../../core/snapshot.ts';
import { byIntegration } from '../by-integration.ts';
import type { Popup } from '../models/popup.ts';
import type { Workbench } from '../models/workbench.ts';
import { UndoBar } from '../parts/undo-bar.tsx';
import { hashOf, tools } from '../place.ts';
import { text } from '../text.ts';
import { workbenchText } from '../workbench-text.ts';

/** All profiles, to choose from. The address says which, so each is a plain link. */
export function BenchSide({ workbench }: { workbench: Workbench }) {
  const { popup, profileId, tool, view, create } = workbench;
  const shown = tool.value ? undefined : profileId.value;
  const { query, found } = popup.search;
  const profiles = popup.status.snapshot.value?.profiles ?? [];
  const hasProfiles = profiles.length > 0;
  const unsaved = unsavedForms(popup);
  const fresh = unsaved.filter(({ id }) => !profiles.some((each) => each.id === id));
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
        {byIntegration(found.value).map(({ integration, profiles: members }) => (
          <Fragment key={integration}>
            {integration && <h2 class="group small quiet">{integration}</h2>}
            <ul>
              {members.map((profile) => (
                <li key={profile.id}>
                  <ProfileLink
                    profile={profile}
                    href={hashOf({ profileId: profile.id, view: view.value })}
                    current={profile.id === shown}
                    unsaved={unsaved.some(({ id }) => id === profile.id)}
                  />
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
        <ul>
          {fresh.map((draft) => (
            <li key={draft.id}>
              <a
                class="profile-link"
                href={hashOf({ profileId: draft.id, view: 'setup' })}
                aria-current={draft.id === shown ? 'page' : undefined}
              >
                <span class="cut">{draft.name || workbenchText.newProfile}</span>
                <span class="small quiet">{workbenchText.notSaved}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {hasProfiles && (
        <button type="button" id="new-profile" class="soft" onClick={create}>
          {workbenchText.newProfile}
        </button>
      )}
      <nav class="tools" aria-label={workbenchText.toolsLabel}>
        {tools.map((each) => (
          <a
            key={each}
            class="plain button"
            href={hashOf({ tool: each, view: 'setup' })}
            aria-current={each === tool.value ? 'page' : undefined}
          >
            {workbenchText.tools[each]}
          </a>
        ))}
      </nav>
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

/** Those that were left, and the one that is open. In an order that does not change while one types. */
function unsavedForms({ form, status }: Popup): ProfileDraft[] {
  const { drafts = [], profiles = [] } = status.snapshot.value ?? {};
  const open = form.draft.value;
  const isNew = !profiles.some(({ id }) => id === open?.id);
  const others = drafts.filter(({ id }) => id !== open?.id);
  const all = open && (isNew || form.changed.value) ? [...others, open] : others;
  return all.sort((a, b) => a.id.localeCompare(b.id));
}

type LinkProps = { profile: ProfileView; href: string; current: boolean; unsaved: boolean };

function ProfileLink({ profile, href, current, unsaved }: LinkProps) {
  return (
    <a class="profile-link" href={href} aria-current={current ? 'page' : undefined} data-row>
      <span class="row">
        <span class="grow cut">{profile.name}</span>
        {profile.tokens.length > 0 && <span class="count small">{profile.tokens.length}</span>}
      </span>
      <span class="small quiet cut">{unsaved ? workbenchText.changed : profile.host}</span>
    </a>
  );
}
