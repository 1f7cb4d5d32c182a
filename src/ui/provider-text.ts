import type { PresetFact } from '../core/preset.ts';
import type { EndpointName } from '../core/profile.ts';
import { formText } from './form-text.ts';

/** The words of the provider picker. */
export const providerText = {
  label: 'Provider',
  placeholder: 'Type to find one: Google, GitHub …',
  hint: 'Fills in what is known of it. For any other server, go on below.',
  list: 'Providers',
  none: 'No provider of this name is known. Type its issuer, or its endpoints under “More”.',
  register: 'Register the client at ',
  redirect: 'Redirect URI',
  api: 'API',
  documentation: 'Documentation',
  read: (day: string) => `a copy of it read on ${day}`,
  more: 'What this is from',
  unchecked: (facts: readonly PresetFact[]) =>
    `Not checked against the documentation: ${facts.map(nameOf).join(', ')}.`,
  scopes: (title: string) => `Usual scopes of ${title}`,
};

const factNames: Record<Exclude<PresetFact, EndpointName>, string> = {
  issuer: 'issuer',
  grants: 'grants',
  authentication: 'client authentication',
  pkce: 'PKCE',
  scopeSeparator: 'what stands between scopes',
  scopes: 'scopes',
  parameters: 'parameters',
  deviations: 'deviations',
  apis: 'API addresses',
  register: 'where to register',
  redirect: 'redirect rules',
};

function nameOf(fact: PresetFact): string {
  return fact in factNames
    ? factNames[fact as keyof typeof factNames]
    : `${formText.endpoint[fact as EndpointName].toLowerCase()} endpoint`;
}
