import type { Exchange, Trace } from '../core/exchange.ts';
import { isSecretName } from '../core/is-secret-name.ts';
import type { Callback, Login } from '../core/login.ts';
import type { Ports } from '../core/ports.ts';
import type { Profile } from '../core/profile.ts';
import { harPage, toHar } from '../formats/har.ts';
import { clientSecrets } from '../oauth/client.ts';
import { createMasker } from '../oauth/mask.ts';
import { judged, recordingFetch } from '../oauth/record-exchange.ts';
import { serverOf } from '../oauth/server.ts';

/** How many logins of a profile are kept, and as many traces of other kinds. */
const kept = 20;

/** Which trace an exchange belongs to. A login's trace has the login's id, so that a later background goes on with it. */
export type TraceOf = Pick<Trace, 'id' | 'profileId' | 'what'>;

/**
 * Does a piece of work whose requests to the server are recorded, secrets masked. The trace is written after the work: what a server
 * hands out only once is stored first. `secrets` are texts beside the profile's own that may stand nowhere in it.
 */
async function withTrace<Given extends Ports, Result>(
  trace: TraceOf,
  profile: Profile,
  ports: Given,
  secrets: readonly (string | undefined)[],
  work: (ports: Given) => Promise<Result>,
): Promise<Result> {
  const exchanges: Exchange[] = [];
  const { origin } = profile.deviations ?? {};
  const fetch = recordingFetch(origin ? ports.ownRequests.fetchSaying(origin) : ports.fetch, {
    profile,
    secrets: [...secretsOf(profile), ...secrets],
    now: ports.now,
    randomId: ports.randomId,
    keep: (exchange) => exchanges.push(exchange),
  });
  try {
    return await work({ ...ports, fetch });
  } finally {
    for (const exchange of exchanges) await keep(trace, exchange, ports);
  }
}

/** Records a call to the server that is no login: a trace of its own. */
export function tracedOnce<Given extends Ports, Result>(
  what: Exclude<Trace['what'], 'login'>,
  profile: Profile,
  ports: Given,
  secrets: readonly (string | undefined)[],
  work: (ports: Given) => Promise<Result>,
): Promise<Result> {
  return withTrace({ id: ports.randomId(), profileId: profile.id, what }, profile, ports, secrets, work);
}

/** Records a step of a login. A later step, or background, goes on with the same trace. */
export function tracedLogin<Given extends Ports, Result>(
  { id, code_verifier, callback, waiting }: Pick<Login, 'id' | 'code_verifier' | 'callback' | 'waiting'>,
  profile: Profile,
  ports: Given,
  work: (ports: Given) => Promise<Result>,
): Promise<Result> {
  const codes = callback ? codesIn(callback, profile) : [];
  return withTrace(traceOf(id, profile), profile, ports, [code_verifier, waiting?.code, ...codes], work);
}

/** Keeps the authorization request as the browser's window sends it; the answer comes with `traceCallback`. */
export async function traceAuthorization(loginId: string, url: string, profile: Profile, ports: Ports): Promise<void> {
  const trace = traceOf(loginId, profile);
  const request = { method: 'GET', url, headers: [], body: '' };
  await keep(trace, frontChannel(trace.id, request, undefined, ports.now(), 0, profile), ports);
}

/** Adds what the server answered through the browser to the authorization request of a login. */
export async function traceCallback(
  loginId: string,
  callback: Callback,
  profile: Profile,
  ports: Ports,
): Promise<void> {
  const trace = traceOf(loginId, profile);
  // A trace that can't be read must not cost the token.
  const stored = await ports.traces.get(trace.id).catch(() => undefined);
  const before = stored?.exchanges.find((each) => each.id === authorizationId(trace.id));
  if (!before) return;
  const { url, form } = callback;
  const response: Exchange['response'] = form
    ? { status: 200, headers: [['content-type', 'text/html']], body: new URLSearchParams(form).toString() }
    : { status: 302, headers: [['location', url]], body: '' };
  await keep(
    trace,
    frontChannel(
      trace.id,
      before.request,
      response,
      before.at,
      ports.now() - before.at,
      profile,
      codesIn(callback, profile),
    ),
    ports,
  );
}

/** The traces of a profile, the youngest first. */
export async function listTraces(profileId: string, ports: Pick<Ports, 'traces'>): Promise<Trace[]> {
  const all = (await ports.traces.list()).filter((each) => each.profileId === profileId);
  return all.sort((a, b) => b.startedAt - a.startedAt);
}

/** The traces of a profile as an HTTP Archive, in JSON. */
export async function harOf(profileId: string, version: string, ports: Pick<Ports, 'traces'>): Promise<string> {
  return JSON.stringify(toHar((await listTraces(profileId, ports)).reverse().map(harPage), version), undefined, 2);
}

/** Forgets all traces of a profile. */
export async function clearTraces(profileId: string, ports: Pick<Ports, 'traces'>): Promise<void> {
  for (const { id } of await listTraces(profileId, ports)) await ports.traces.delete(id);
}

/** Forgets what was said for a form that was never saved. */
export async function clearOrphans(ports: Pick<Ports, 'traces' | 'profiles' | 'drafts'>): Promise<void> {
  const known = new Set([...(await ports.profiles.list()), ...(await ports.drafts.list())].map(({ id }) => id));
  for (const { id, profileId } of await ports.traces.list()) if (!known.has(profileId)) await ports.traces.delete(id);
}

function frontChannel(
  traceId: string,
  request: Exchange['request'],
  response: Exchange['response'],
  at: number,
  took: number,
  profile: Profile,
  codes: readonly string[] = [],
): Exchange {
  const purpose = 'authorization request';
  const said = { purpose, profile, server: serverOf(profile), request, response };
  const masker = createMasker([...secretsOf(profile), ...codes]);
  return { id: authorizationId(traceId), at, took, ...judged(said, masker) };
}

/** The codes of a callback, whatever the server calls them, and wherever else it put something under that name. */
function codesIn({ url, form = [] }: Callback, { deviations }: Profile): string[] {
  const names = ['code', deviations?.callback?.parameters?.code];
  // As they stand there, too: what is escaped by halves has no other spelling.
  const written = [...url.matchAll(/[?&#]([^=&#]*=([^&#]*))/g)];
  const all = written.flatMap(([, pair, raw]) =>
    [...new URLSearchParams(pair)].flatMap(([name, value]) => [
      [name, value],
      [name, raw],
    ]),
  );
  return [...all, ...form].flatMap(([name, value = '']) => (names.includes(name) ? value : []));
}

function traceOf(loginId: string, profile: Profile): TraceOf {
  return { id: loginId, profileId: profile.id, what: 'login' };
}

function authorizationId(traceId: string): string {
  return `${traceId}/authorization`;
}

function secretsOf(profile: Profile): (string | undefined)[] {
  const added = Object.values(profile.deviations?.requests ?? {}).flatMap((each) => each?.add ?? []);
  const own = [...profile.parameters, ...added].filter(({ name }) => isSecretName(name)).map(({ value }) => value);
  return [...clientSecrets(profile), profile.registration?.registration_access_token, ...own];
}

/** What this background is writing right now, by trace: out of turn, one exchange would overwrite the other. */
const writing = new Map<string, Promise<void>>();

/** Puts an exchange into its trace, in place of an earlier state of it. A trace that can't be kept must not cost the token. */
function keep(trace: TraceOf, exchange: Exchange, ports: Pick<Ports, 'traces' | 'now'>): Promise<void> {
  const written = (writing.get(trace.id) ?? Promise.resolve())
    .then(() => write(trace, exchange, ports))
    .catch(() => undefined);
  writing.set(trace.id, written);
  return written.finally(() => {
    if (writing.get(trace.id) === written) writing.delete(trace.id);
  });
}

/** Of the many times that a server is asked whether the user has confirmed, the last counts. */
function isRepeatedBy(before: Exchange, exchange: Exchange): boolean {
  const isPending = /"(authorization_pending|slow_down)"/.test(before.response?.body ?? '');
  return isPending && before.purpose === exchange.purpose;
}

async function write(trace: TraceOf, exchange: Exchange, ports: Pick<Ports, 'traces' | 'now'>): Promise<void> {
  const { id, profileId, what } = trace;
  const before = await ports.traces.get(id);
  const exchanges = before?.exchanges ?? [];
  const at = exchanges.findIndex((each) => each.id === exchange.id || isRepeatedBy(each, exchange));
  const next = at < 0 ? [...exchanges, exchange] : exchanges.with(at, exchange);
  await ports.traces.put({ id, profileId, what, startedAt: before?.startedAt ?? exchange.at, exchanges: next });
  if (before) return;
  const alike = (await listTraces(profileId, ports)).filter((each) => (each.what === 'login') === (what === 'login'));
  for (const old of alike.slice(kept)) await ports.traces.delete(old.id);
}
