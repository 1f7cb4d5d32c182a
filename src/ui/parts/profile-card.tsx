import type { ProfileView } from '../../core/snapshot.ts';
import { aboutProfile } from '../about-profile.ts';
import type { Popup } from '../models/popup.ts';
import { useBeginning } from '../use-beginning.ts';
import { GetToken } from './get-token.tsx';
import { LoginRow } from './login-row.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { ShowMore } from './show-more.tsx';
import { TokenRow } from './token-row.tsx';

const most = 10;

/** One profile, and its tokens as rows. */
export function ProfileCard({ popup, profile }: { popup: Popup; profile: ProfileView }) {
  const about = aboutProfile(profile);
  const tokens = useBeginning(profile.tokens, most, ({ id }) => popup.focus.isAbout(id));
  const titleId = `profile-${profile.id}`;
  return (
    <article class="card" aria-labelledby={titleId}>
      <div class="row" data-row>
        <div class="grow">
          <h3 id={titleId} class="cut" title={[profile.name, profile.description].filter(Boolean).join('\n')}>
            {profile.name}
          </h3>
          <div class="small quiet cut" title={about}>
            {about}
          </div>
        </div>
        <GetToken popup={popup} profile={profile} />
        <ProfileMenu popup={popup} profile={profile} />
      </div>
      {profile.login && <LoginRow key={profile.login.id} popup={popup} profile={profile} login={profile.login} />}
      {profile.tokens.length > 0 && (
        <ul>
          {tokens.shown.map((token) => (
            <TokenRow key={token.id} popup={popup} token={token} profileId={profile.id} />
          ))}
        </ul>
      )}
      <ShowMore left={tokens.left} onShow={tokens.showMore} />
    </article>
  );
}
