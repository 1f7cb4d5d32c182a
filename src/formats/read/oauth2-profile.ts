import type { Place, Stage } from '../../core/parameter.ts';
import type { EndpointName } from '../../core/profile.ts';
import type {
  Oauth2Argument,
  Oauth2Element,
  Oauth2Property,
  Oauth2Stage,
  StageName,
  Visibility,
} from '../oauth2-element.ts';
import { createProfileReading, type ProfileReading } from './profile-reading.ts';
import type { ReadProfile } from './read-profile.ts';

/** A field that a response holds by its description. */
export type KnownField = Oauth2Property & { name: string; endpoint: EndpointName };

/** An `<oauth2>` element as a profile, and beside it what a profile has no place for. */
export type ReadOauth2Profile = ReadProfile & {
  visibility: Visibility;
  /** Other methods than Tokendock uses by itself. */
  methods: { [Name in EndpointName]?: string };
  knownFields: KnownField[];
  /** The field of a token response that names the API's base URI. */
  baseUriField: string | undefined;
};

const endpointOf: Record<StageName, EndpointName> = {
  'authorization-url': 'authorization_endpoint',
  'token-url': 'token_endpoint',
  'refresh-url': 'refresh_endpoint',
  'authentication-url': 'userinfo_endpoint',
};
const stageOf: { [Name in StageName]?: Exclude<Stage, 'every'> } = {
  'authorization-url': 'authorize',
  'token-url': 'token',
  'refresh-url': 'refresh',
};
const usualMethods: { [Name in EndpointName]?: string } = {
  authorization_endpoint: 'get',
  token_endpoint: 'post',
  refresh_endpoint: 'post',
  userinfo_endpoint: 'get',
};

/** Arguments whose value a profile knows by itself, or makes for each request. */
const ours = new Set(
  'client_id client_secret redirect_uri code state nonce refresh_token code_verifier code_challenge username password'.split(
    ' ',
  ),
);

/** What providers call the field with the host of their API. */
const baseUri = /^(?:api_domain|instance_url|base_?ur[il]|api_?base(?:_?ur[il])?|api_?ur[il]|api_server)$/i;

/** Fills a profile from an element: its URLs, its arguments as parameters with allowed values, its client authentication. */
export function profileOfOauth2Element(element: Oauth2Element, id: string): ReadOauth2Profile {
  const reading = createProfileReading(id);
  const methods: ReadOauth2Profile['methods'] = {};
  const knownFields: KnownField[] = [];
  reading.set('name', element.name);
  reading.set('description', element.description ?? '');
  for (const [name, stage] of Object.entries(element.stages) as [StageName, Oauth2Stage][]) {
    const endpoint = endpointOf[name];
    reading.setEndpoint(endpoint, stage.path);
    const method = stage.method.toLowerCase();
    if (method !== usualMethods[endpoint]) methods[endpoint] = method.toUpperCase();
    for (const field of fieldsOf(stage, endpoint)) knownFields.push(field);
    const at = stageOf[name];
    for (const argument of stage.arguments) {
      if (at) addArgument(argument, at, method, reading);
      else reading.notUnderstood(`The argument ${argument.name} of <authentication-url> was left out.`);
    }
    if (stage.authentication?.scopes?.length && !reading.draft.scope) {
      reading.set('scope', stage.authentication.scopes.join(' '));
      reading.remark('The scope is the one that <authentication-url> needs: add what your requests need.');
    }
  }
  const { refresh_endpoint, ...others } = reading.draft.endpoints;
  if (refresh_endpoint === others.token_endpoint) reading.draft.endpoints = others as typeof reading.draft.endpoints;
  return {
    ...reading.done(),
    visibility: element.visibility ?? 'public',
    methods,
    knownFields,
    baseUriField: knownFields.find(({ name, endpoint }) => endpoint === 'token_endpoint' && baseUri.test(name))?.name,
  };
}

function addArgument(
  argument: Oauth2Argument,
  stage: Exclude<Stage, 'every'>,
  method: string,
  reading: ProfileReading,
): void {
  const { name, location } = argument;
  const property = argument.content?.properties[0];
  const values = property?.values ?? [];
  const [first = ''] = values;
  if (name === 'client_secret') reading.draft.token_endpoint_auth_method = 'client_secret_post';
  if (ours.has(name)) return;
  if (/^authorization$/i.test(name) && location === 'header') {
    reading.draft.token_endpoint_auth_method = 'client_secret_basic';
    return;
  }
  if (name === 'grant_type' || name === 'response_type' || name === 'response_mode')
    reading.add(name, first, stage, 'body');
  else if (name === 'scope') {
    if (stage === 'authorize') reading.set('scope', values.join(' '));
  } else {
    const description = argument.description || property?.description;
    reading.draft.parameters.push({
      name,
      value: first,
      stage,
      place: placeOf(location, stage, method),
      // What has no value yet would be sent empty.
      on: Boolean(first),
      ...(values.length > 0 && { values }),
      ...(description && { description }),
    });
    if (!first) reading.remark(`${name} has no value yet: type one, and switch it on.`);
    if (values.length > 1) reading.remark(`${name} can be ${values.join(' or ')}: ${first} was chosen.`);
  }
}

function placeOf(location: Oauth2Argument['location'], stage: Stage, method: string): Place {
  if (location === 'header') return 'header';
  return stage === 'authorize' || (location === 'param' && method === 'get') ? 'query' : 'body';
}

function fieldsOf(stage: Oauth2Stage, endpoint: EndpointName): KnownField[] {
  return stage.responses
    .flatMap(({ content }) => content?.properties ?? [])
    .flatMap((property) => (property.name ? [{ ...property, name: property.name, endpoint }] : []));
}
