import { type Html, html } from '../html.ts';
import { type TestUser, testUsers } from './users.ts';

export type LoginPage = { readonly clientName: string; readonly hint: string; readonly unknownName?: string };

/** Asks who signs in: one click on a person, or a typed name. */
export function loginPage({ clientName, hint, unknownName }: LoginPage): Html {
  return html`
<header>
  <h1>Sign in</h1>
  <p class="quiet">to go on to ${clientName}. No password is asked here.</p>
</header>
<form method="post">${testUsers.map(personButton)}</form>
<hr>
<form method="post">
  <label for="user" class="small quiet">Or type a name</label>
  <span class="row">
    <input id="user" name="user" value="${unknownName ?? hint}" autocomplete="off" autocapitalize="none" required>
    <button class="main fixed" id="sign-in">Sign in</button>
  </span>
  ${unknownName === undefined ? html`` : html`<p class="small bad" role="alert">Nobody here is called “${unknownName}”.</p>`}
</form>`;
}

function personButton(user: TestUser): Html {
  return html`<button class="person" name="user" value="${user.preferred_username}">${mark(user)}
<span><strong>${user.name}</strong><small>${user.email}</small></span></button>`;
}

/** The user's initial in the colour that the user keeps on every page. */
export function mark(user: TestUser): Html {
  return html`<span class="mark" style="background: var(--${user.preferred_username})" aria-hidden="true">${user.name.slice(0, 1)}</span>`;
}
