import { aboutProfile } from '../about-profile.ts';
import { formText } from '../form-text.ts';
import type { Workbench } from '../models/workbench.ts';
import { GetToken } from '../parts/get-token.tsx';
import { ProfileMenu } from '../parts/profile-menu.tsx';
import { hashOf, views } from '../place.ts';
import { workbenchText } from '../workbench-text.ts';

/** The profile's name, what one mostly does with it, and its views. */
export function DeskHead({ workbench }: { workbench: Workbench }) {
  const { popup, profile, profileId, view } = workbench;
  const stored = profile.value;
  const draft = popup.form.draft.value;
  const name = stored?.name || draft?.name || formText.create;
  return (
    <header class="desk-head">
      <div class="row">
        <div class="grow">
          <h2 id={stored && `profile-${stored.id}`} class="cut">
            {name}
          </h2>
          <p class="small quiet cut">{stored ? aboutProfile(stored) : workbenchText.notSaved}</p>
        </div>
        {stored && <GetToken popup={popup} profile={stored} />}
        {stored && <ProfileMenu popup={popup} profile={stored} />}
      </div>
      {stored && (
        <nav class="views" aria-label={workbenchText.viewsLabel(name)}>
          {views.map((each) => (
            <a
              key={each}
              href={hashOf({ profileId: profileId.value, view: each })}
              aria-current={each === view.value ? 'page' : undefined}
            >
              {workbenchText.views[each]}
              {each === 'tokens' && stored.tokens.length > 0 && (
                <>
                  {' '}
                  <span class="count small">{stored.tokens.length}</span>
                </>
              )}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}
