import { type Html, html } from '../html.ts';
import { mark } from './login-page.ts';
import type { TestUser } from './users.ts';

const meanings: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Stay signed in when you are away',
  'pets:read': 'See the pets',
  'pets:write': 'Change the pets',
};

export type ConsentPage = { readonly clientName: string; readonly user: TestUser; readonly scopes: readonly string[] };

/** Asks the user to allow or deny what the client wants. */
export function consentPage({ clientName, user, scopes }: ConsentPage): Html {
  return html`
<header>
  <h1>${clientName} asks for access</h1>
  <p class="quiet">It wants to do this in your name:</p>
</header>
${scopes.length > 0 ? html`<ul>${scopes.map(scopeRow)}</ul>` : html`<p>Confirm what you allowed before.</p>`}
<p class="person">${mark(user)}<span><strong>${user.name}</strong><small>${user.email}</small></span></p>
<form method="post">
  <span class="row">
    <button name="consent" value="deny">Deny</button>
    <button name="consent" value="allow" class="main">Allow</button>
  </span>
</form>`;
}

function scopeRow(scope: string): Html {
  return html`<li>${meanings[scope] ?? 'Use a permission of the API'}<code>${scope}</code></li>`;
}
