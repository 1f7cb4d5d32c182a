import { Failure } from '../core/failure.ts';
import { hasFrontChannel } from '../core/grant-type.ts';
import type { Ports } from '../core/ports.ts';
import { type AuthMethod, authMethods, type Profile, type Registration } from '../core/profile.ts';
import type { ProfileDraft } from '../core/profile-draft.ts';
import { hostNames, hostPattern, originPattern } from '../core/url-pattern.ts';
import { discover } from '../oauth/discover.ts';
import { clientMetadata, manageRegistration, type Registered, register } from '../oauth/endpoints/register.ts';
import { isMetadataOf } from '../oauth/issuer.ts';
import { serverOf } from '../oauth/server.ts';
import { expectProfile } from './expect.ts';
import { provisionalProfile } from './provisional-profile.ts';
import { tracedOnce } from './traces.ts';

/**
 * Registers a client as the form describes it (RFC 7591), after finding the server's metadata. Returns the form with what the server gave:
 * client id, secret, authentication, scope, and what manages the registration. Only the half-filled form is
 * stored, at once: the secret is handed out once, and whoever asked may be locked or closed by then.
 */
export async function registerClient(
  draft: ProfileDraft,
  initialAccessToken: string,
  ports: Ports,
): Promise<ProfileDraft> {
  const issuer = draft.issuer.trim();
  const isKnown = draft.metadata && issuer && isMetadataOf(draft.metadata, issuer);
  const metadata = isKnown || !issuer ? draft.metadata : await discover(issuer, ports.fetch);
  const found: ProfileDraft = { ...draft, ...(metadata && { metadata }) };
  const profile = provisionalProfile(found, {
    // What the server will give, or what a registration does not need.
    client_id: 'new',
    client_secret: 'new',
    name: 'Tokendock',
    username: 'new',
    password: 'new',
    assertion: 'new',
    login_hint: 'new',
    subject: { ...draft.subject, text: 'new' },
    endpoint: () => 'https://endpoint.invalid/',
  });
  const { client_secret: _1, password: _2, assertion: _3, ...known } = profile;
  await expectHost(serverOf(known).registration_endpoint, ports);
  const token = initialAccessToken.trim();
  const asked = clientMetadata(known, redirectUri(known, ports), await keyOf(known, ports));
  return tracedOnce('registration', known, ports, [token], async (asking) => {
    const filled = filledIn(found, await register(known, asked, token, asking));
    await ports.drafts.put({ ...filled, editedAt: ports.now() });
    return filled;
  });
}

/** What the server says of the client now (RFC 7592, section 2.1). Secrets are left out: they cross on reveal only. */
export async function readClient(id: string, ports: Ports): Promise<Record<string, unknown>> {
  const { said } = await manage(id, 'GET', ports);
  return shown(said);
}

/** Registers the client anew as its profile is now (RFC 7592, section 2.2): what the server knew beside that stays. */
export async function updateClient(id: string, ports: Ports): Promise<Record<string, unknown>> {
  const { said: before } = await manage(id, 'GET', ports);
  const profile = await expectProfile(id, ports);
  const asked = clientMetadata(profile, redirectUri(profile, ports), await keyOf(profile, ports));
  // Section 2.2: these are the server's to say.
  const { registration_access_token: _1, registration_client_uri: _2, client_secret_expires_at: _3, ...mine } = before;
  const { client_id_issued_at: _4, jwks: _5, ...kept } = mine;
  const { said } = await manage(id, 'PUT', ports, { ...kept, ...asked, client_id: profile.client_id });
  return shown(said);
}

/** Deletes the client at the server (RFC 7592, section 2.3). Its profile stays, and can register another one. */
export async function deleteClient(id: string, ports: Ports): Promise<void> {
  await manage(id, 'DELETE', ports);
  await ports.profiles.change(id, ({ registration: _, ...profile }) => profile);
  ports.changes.tell();
}

/** Asks the server, and keeps the secrets that it changed before anything else happens: the old ones are worth nothing now. */
async function manage(id: string, method: 'GET' | 'PUT' | 'DELETE', ports: Ports, metadata?: Record<string, unknown>) {
  const profile = await expectProfile(id, ports);
  await expectHost(profile.registration?.registration_client_uri, ports);
  return tracedOnce('registration', profile, ports, [], async (asking) => {
    const said = await manageRegistration(profile, method, metadata, asking);
    if (said) await keepRegistration(said, profile, ports);
    return { said: said ?? ({} as Registered) };
  });
}

async function keepRegistration(said: Registered, profile: Profile, ports: Ports): Promise<void> {
  const registration = registrationOf(said, profile.registration);
  const { client_secret } = said;
  await ports.profiles.change(profile.id, (now) => ({
    ...now,
    ...(registration && { registration }),
    ...(typeof client_secret === 'string' && now.client_secret !== undefined && { client_secret }),
  }));
  await expectProfile(profile.id, ports);
}

function shown(said: Record<string, unknown>): Record<string, unknown> {
  const { client_secret: _1, registration_access_token: _2, ...open } = said;
  return open;
}

function filledIn(draft: ProfileDraft, said: Registered): ProfileDraft {
  const { client_id, client_secret, token_endpoint_auth_method, scope } = said;
  const method = authMethods.find((each): each is AuthMethod => each === token_endpoint_auth_method);
  const registration = registrationOf(said);
  return {
    ...draft,
    client_id,
    client_secret: typeof client_secret === 'string' ? client_secret : '',
    ...(method && { token_endpoint_auth_method: method }),
    ...(typeof scope === 'string' &&
      scope &&
      draft.scope.trim() && { scope: scope.split(' ').join(draft.scopeSeparator) }),
    ...(registration && { registration }),
  };
}

/** A later answer need not repeat both (RFC 7592, section 3). */
function registrationOf(said: Registered, before?: Registration): Registration | undefined {
  const registration_client_uri = said.registration_client_uri ?? before?.registration_client_uri;
  const registration_access_token = said.registration_access_token ?? before?.registration_access_token;
  if (typeof registration_client_uri !== 'string' || typeof registration_access_token !== 'string') return undefined;
  const isWeb = /^https?:$/.test(URL.parse(registration_client_uri)?.protocol ?? '');
  return isWeb ? { registration_client_uri, registration_access_token } : undefined;
}

function redirectUri(profile: Profile, ports: Ports): string {
  return profile.redirect.by === 'tab' && hasFrontChannel(profile.grant_type)
    ? profile.redirect.redirect_uri
    : ports.identityWindow.redirectUri();
}

async function keyOf(profile: Profile, ports: Ports) {
  return profile.keyId === undefined ? undefined : ports.keys.get(profile.keyId);
}

async function expectHost(url: string | undefined, ports: Pick<Ports, 'hosts'>): Promise<void> {
  if (url === undefined || !URL.canParse(url)) return;
  const host = hostPattern(originPattern(url));
  if (!(await ports.hosts.granted([host]))) throw new Failure('permission_missing', { hosts: hostNames([host]) });
}
