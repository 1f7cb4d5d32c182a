import type { Interaction, InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { consentPage } from './consent-page.ts';
import { loginPage } from './login-page.ts';
import type { Middleware } from './middleware.ts';
import { showPage } from './provider-pages.ts';
import { readForm } from './request-body.ts';
import { expectUser, getUserByName } from './users.ts';

type Context = KoaContextWithOIDC;

/** The sign-in and consent pages, at `/interaction/<id>`. */
export function interactions(provider: Provider): Middleware {
  return async function interaction(ctx, next) {
    if (!ctx.path.startsWith('/interaction/')) return next();
    const details = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'GET') return show(provider, ctx, details);
    const form = await readForm(ctx.req);
    const result = details.prompt.name === 'consent' ? await decide(provider, details, form) : signIn(details, form);
    if (!result) return show(provider, ctx, details, form.user);
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
    ctx.status = 303;
  };
}

async function show(provider: Provider, ctx: Context, details: Interaction, unknownName?: string): Promise<void> {
  const client = await provider.Client.find(String(details.params.client_id));
  const clientName = client?.clientName ?? String(details.params.client_id);
  if (details.prompt.name === 'consent') {
    const user = expectUser(details.session?.accountId);
    showPage(ctx, 'Allow access', consentPage({ clientName, user, scopes: missingScopes(details) }));
    return;
  }
  const hint = String(details.params.login_hint ?? '');
  showPage(ctx, 'Sign in', loginPage({ clientName, hint, ...(unknownName === undefined ? {} : { unknownName }) }));
}

/** Answers `login` and `select_account`, which the same page serves. Undefined when nobody has the name. */
function signIn(details: Interaction, form: Record<string, string>): InteractionResults | undefined {
  const user = getUserByName(form.user ?? '');
  return user && { login: { accountId: user.sub }, [details.prompt.name]: { accountId: user.sub } };
}

async function decide(
  provider: Provider,
  details: Interaction,
  form: Record<string, string>,
): Promise<InteractionResults> {
  const user = expectUser(details.session?.accountId);
  if (form.consent !== 'allow') {
    return { error: 'access_denied', error_description: `${user.name} did not allow it` };
  }
  const known = details.grantId ? await provider.Grant.find(details.grantId) : undefined;
  const grant = known ?? new provider.Grant({ accountId: user.sub, clientId: String(details.params.client_id) });
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes } = details.prompt.details as Missing;
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope);
  if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims);
  for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {}))
    grant.addResourceScope(resource, scopes);
  return { consent: { grantId: await grant.save() } };
}

type Missing = {
  missingOIDCScope?: string[];
  missingOIDCClaims?: string[];
  missingResourceScopes?: Record<string, string[]>;
};

function missingScopes(details: Interaction): string[] {
  const { missingOIDCScope, missingResourceScopes } = details.prompt.details as Missing;
  return [...new Set([...(missingOIDCScope ?? []), ...Object.values(missingResourceScopes ?? {}).flat()])];
}
