import * as v from 'valibot';
import type { EndpointName } from '../../core/profile.ts';
import { parsePattern } from '../../core/url-pattern.ts';
import { unusable } from '../unusable.ts';
import { expectSize } from './expect-size.ts';
import { readJson } from './json-text.ts';
import { createProfileReading, type ProfileReading } from './profile-reading.ts';
import { quoted } from './quoted.ts';
import type { ReadProfile } from './read-profile.ts';

const format = 'an OpenAPI or Swagger document';
const text = v.optional(v.string());

const flow = v.object({
  authorizationUrl: text,
  tokenUrl: text,
  refreshUrl: text,
  deviceAuthorizationUrl: text,
  scopes: v.optional(v.record(v.string(), v.unknown())),
});
type Flow = v.InferOutput<typeof flow>;

/** Of OpenAPI 3 (`flows`) and of Swagger 2 (one `flow`, its members beside). */
const scheme = v.object({
  type: v.string(),
  description: text,
  openIdConnectUrl: text,
  flows: v.optional(v.record(v.string(), v.unknown())),
  flow: text,
  ...flow.entries,
});

const server = v.object({
  url: v.string(),
  variables: v.optional(v.record(v.string(), v.object({ default: v.optional(v.string(), '') }))),
});

const document = v.object({
  openapi: text,
  swagger: text,
  info: v.optional(v.object({ title: text })),
  servers: v.optional(v.array(v.unknown()), []),
  host: text,
  basePath: text,
  schemes: v.optional(v.array(v.string()), ['https']),
  components: v.optional(v.object({ securitySchemes: v.optional(v.record(v.string(), v.unknown())) })),
  securityDefinitions: v.optional(v.record(v.string(), v.unknown())),
  security: v.optional(v.array(v.record(v.string(), v.array(v.string()))), []),
});
type OpenapiDocument = v.InferOutput<typeof document>;

/** The flows of both versions, as grants are called here. */
const grants = new Map([
  ['authorizationCode', 'authorization_code'],
  ['accessCode', 'authorization_code'],
  ['implicit', 'implicit'],
  ['password', 'password'],
  ['clientCredentials', 'client_credentials'],
  ['application', 'client_credentials'],
  ['deviceAuthorization', 'urn:ietf:params:oauth:grant-type:device_code'],
]);

export type OpenapiPorts = {
  randomId: () => string;
  /** `readYaml`, where it can be stopped: its time is not bounded. */
  parseYaml: (text: string, format: string) => Promise<unknown>;
};

/**
 * Reads the security schemes of an OpenAPI 3 or Swagger 2 document, in JSON or YAML: one profile for each OAuth flow and each OpenID provider, with the
 * servers' URLs as API patterns. Fails with `import_unreadable` (also where there is no such scheme), `import_too_large`.
 */
export async function readOpenapi(pasted: string, ports: OpenapiPorts): Promise<ReadProfile[]> {
  const parsed = v.safeParse(document, await documentOf(pasted, ports));
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0]) ?? 'form';
    throw unusable(format, `its ${place} is not right`, 'Take the whole document.');
  }
  const api = parsed.output;
  if (!api.openapi && !api.swagger) throw unusable(format, 'it names neither version', 'Take the whole document.');
  const schemes = api.components?.securitySchemes ?? api.securityDefinitions ?? {};
  const servers = serversOf(api);
  const read = Object.entries(schemes).flatMap(([name, raw]) => readScheme(name, raw, api, servers, ports));
  if (read.length === 0) {
    throw unusable(format, 'none of its security schemes is OAuth or OpenID Connect', 'Fill in the profile by hand.');
  }
  return read;
}

async function documentOf(pasted: string, { parseYaml }: OpenapiPorts): Promise<unknown> {
  const sized = expectSize(pasted, format);
  return /^\s*\{/.test(sized) ? readJson(sized, format) : parseYaml(sized, format);
}

type Servers = { urls: string[]; patterns: string[]; problems: string[] };

function serversOf({ servers, host, basePath = '/', schemes }: OpenapiDocument): Servers {
  const given = host
    ? schemes.map((each) => `${each}://${host}${basePath}`)
    : servers.flatMap((raw) => {
        const parsed = v.safeParse(server, raw);
        return parsed.success ? [withDefaults(parsed.output)] : [];
      });
  const urls = given.filter((url) => URL.canParse(url) && /^https?:/.test(url)).slice(0, 20);
  const problems = given
    .filter((url) => !urls.includes(url))
    .slice(0, 5)
    .map((url) => `The server ${quoted(url)} has no host: name the API when you use the token.`);
  return { urls, patterns: [...new Set(urls.flatMap(patternOf))], problems };
}

function withDefaults({ url, variables = {} }: v.InferOutput<typeof server>): string {
  return url.replace(/\{([^}]*)\}/g, (all, name) =>
    Object.hasOwn(variables, name) ? (variables[name]?.default ?? all) : all,
  );
}

function patternOf(url: string): string[] {
  const { origin, pathname } = new URL(url);
  try {
    return [parsePattern(`${origin}${pathname.replace(/\/$/, '')}/*`)];
  } catch {
    // A host that no pattern can name; the tester names the API by hand.
    return [];
  }
}

function readScheme(
  name: string,
  raw: unknown,
  api: OpenapiDocument,
  servers: Servers,
  ports: OpenapiPorts,
): ReadProfile[] {
  const parsed = v.safeParse(scheme, raw);
  if (!parsed.success) return [];
  const { type, description, openIdConnectUrl, flows = {}, flow: only, ...rest } = parsed.output;
  const found: [string, Flow][] = only
    ? [[only, rest]]
    : Object.entries(flows).flatMap(([key, each]): [string, Flow][] => {
        const result = v.safeParse(flow, each);
        return result.success ? [[key, result.output]] : [];
      });
  const title = api.info?.title?.trim() || name;
  const begin = (more: string) => {
    const reading = createProfileReading(ports.randomId());
    reading.set('name', more ? `${title} (${more})` : title);
    reading.set('description', description ?? '');
    for (const problem of servers.problems) reading.notUnderstood(problem);
    return reading;
  };
  const finish = (reading: ProfileReading): ReadProfile => ({ ...reading.done(), api: servers.patterns });
  if (type === 'openIdConnect' && openIdConnectUrl) {
    const reading = begin('');
    reading.set(
      'issuer',
      absolute(openIdConnectUrl, servers, reading).replace(/\/\.well-known\/openid-configuration.*$/, ''),
    );
    reading.add(
      'scope',
      ['openid', ...(needed(name, api) ?? []).filter((each) => each !== 'openid')].join(' '),
      'authorize',
      'query',
    );
    return [finish(reading)];
  }
  if (type !== 'oauth2') return [];
  return found.map(([key, each]) => {
    const reading = begin(found.length > 1 ? key : '');
    fill(key, each, needed(name, api), servers, reading);
    return finish(reading);
  });
}

function fill(
  key: string,
  { scopes = {}, ...urls }: Flow,
  wanted: string[] | undefined,
  servers: Servers,
  reading: ProfileReading,
): void {
  const grant = grants.get(key);
  if (grant === 'implicit') reading.add('response_type', 'token', 'authorize', 'query');
  else if (grant) reading.add('grant_type', grant, 'token', 'body');
  else reading.notUnderstood(`The flow ${quoted(key)} is not known.`);
  const endpoints: [EndpointName, string | undefined][] = [
    ['authorization_endpoint', urls.authorizationUrl],
    ['token_endpoint', urls.tokenUrl],
    ['refresh_endpoint', urls.refreshUrl === urls.tokenUrl ? undefined : urls.refreshUrl],
    ['device_authorization_endpoint', urls.deviceAuthorizationUrl],
  ];
  for (const [name, url] of endpoints) if (url) reading.setEndpoint(name, absolute(url, servers, reading));
  const known = Object.keys(scopes);
  reading.set('scope', (wanted ?? known).join(' '));
  if (!wanted && known.length > 1)
    reading.remark('The scope has all that the API knows: take away what you don’t need.');
}

/** The scopes that every request needs by this scheme; undefined: the document does not say. */
function needed(name: string, { security }: OpenapiDocument): string[] | undefined {
  const scopes = security.flatMap((each) => (Object.hasOwn(each, name) ? (each[name] ?? []) : []));
  return scopes.length > 0 ? [...new Set(scopes)] : undefined;
}

/** A relative URL is meant from where the API is. */
function absolute(url: string, { urls }: Servers, reading: ProfileReading): string {
  if (URL.canParse(url)) return url;
  const [base] = urls;
  const full = base === undefined ? undefined : URL.parse(url, base)?.href;
  reading.remark(
    full ? `${quoted(url)} was taken to be on the API’s server.` : `${quoted(url)} has no host: complete it.`,
  );
  return full ?? url;
}
