import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { type Html, html, trustedHtml } from '../html.ts';
import { page } from './page.ts';

/** Writes a page as the answer to a request. */
export function showPage(ctx: Pick<KoaContextWithOIDC, 'type' | 'body' | 'host'>, title: string, body: Html): void {
  ctx.type = 'html';
  ctx.body = page(title, body, ctx.host);
}

/** An error that cannot be sent to the client, because its redirect URI is not trusted or not known. */
export const renderError: NonNullable<Configuration['renderError']> = (ctx, out) => {
  const { error, error_description } = out;
  showPage(
    ctx,
    'Not possible',
    html`<header><h1>This request cannot go on</h1></header><p class="bad">${String(error)}</p><p>${String(error_description ?? '')}</p>`,
  );
};

/** RP-initiated logout. */
export const logoutPages = {
  logoutSource(ctx: KoaContextWithOIDC, form: string) {
    const body = html`<header><h1>Sign out?</h1></header>${trustedHtml(form)}
<span class="row"><button form="op.logoutForm">Stay</button><button class="main" form="op.logoutForm" name="logout" value="yes">Sign out</button></span>`;
    showPage(ctx, 'Sign out', body);
  },
  postLogoutSuccessSource(ctx: KoaContextWithOIDC) {
    showPage(ctx, 'Signed out', html`<header><h1>You are signed out</h1></header>`);
  },
};

/** RFC 8628: the pages of the second device. */
export const devicePages = {
  userCodeInputSource(ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: Error) {
    const body = html`<header><h1>Connect a device</h1><p class="quiet">Type the code that it shows.</p></header>
${trustedHtml(form)}${error ? html`<p class="bad" role="alert">That code is not known, or too old.</p>` : html``}
<button class="main" form="op.deviceInputForm">Go on</button>`;
    showPage(ctx, 'Connect a device', body);
  },
  userCodeConfirmSource(
    ctx: KoaContextWithOIDC,
    form: string,
    client: { clientName?: string | undefined },
    _device: unknown,
    userCode: string,
  ) {
    const body = html`<header><h1>Does the device show this code?</h1></header><h1>${userCode}</h1>
<p>It connects ${client.clientName ?? 'an application'}.</p>${trustedHtml(form)}
<span class="row"><button form="op.deviceConfirmForm" name="abort" value="yes">No</button><button class="main" form="op.deviceConfirmForm">Yes, connect</button></span>`;
    showPage(ctx, 'Connect a device', body);
  },
  successSource(ctx: KoaContextWithOIDC) {
    showPage(
      ctx,
      'Connected',
      html`<header><h1>The device is connected</h1><p class="quiet">You can close this page.</p></header>`,
    );
  },
};
