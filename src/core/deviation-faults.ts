import type { Deviations } from './deviations.ts';
import type { SettingPath } from './setting-at.ts';
import { withSettingAt } from './setting-at.ts';
import { pathSteps } from './value-at.ts';

/** What is wrong in one setting; `part` names the row (a name, or a number) or the field in it. */
export type Fault = { path: SettingPath; part: string; sentence: string };

const sentences = {
  name: 'Type the parameter’s name.',
  header: 'This is not a header’s name.',
  path: 'Type a path like data[0].token.',
  rule: 'Type a field with its value, like ok=true, or a field alone.',
  body: 'Type the body, with places like {code}.',
  contentType: 'Type its content type, like application/xml.',
  label: 'Give this token a name.',
  callback: 'Type what the server calls it.',
  origin: 'Type a scheme and a host, like https://app.example.com.',
  origins: 'Type one origin a line, like https://accounts.example.eu.',
  client_id: 'Type the id of the other client.',
};

/** What of the deviations can’t be used as it stands, for the form to say at its place. */
export function deviationFaults({
  requests,
  answers,
  callback,
  tokenHost,
  origin,
  introspectAs,
  use,
  userInfo,
}: Deviations): Fault[] {
  const faults: Fault[] = [];
  const expect = (holds: boolean, path: SettingPath, part: string, sentence: keyof typeof sentences) => {
    if (!holds) faults.push({ path, part, sentence: sentences[sentence] });
  };
  const isParameter = (name: string, place: string | undefined) =>
    place === 'header' ? isHeaderName(name) : Boolean(name.trim());
  const sentenceOf = (place: string | undefined) => (place === 'header' ? 'header' : 'name');

  for (const [kind, { body, parameters = {}, add = [] } = {}] of Object.entries(requests ?? {})) {
    const at = (name: string) => ['requests', kind, name];
    if (typeof body === 'object') expect(Boolean(body.text.trim()), at('body'), 'text', 'body');
    if (typeof body === 'object') expect(/^\S+\/\S+/.test(body.contentType), at('body'), 'contentType', 'contentType');
    for (const [name, rule = {}] of Object.entries(parameters)) {
      expect(Boolean(name.trim()), at('parameters'), name, 'name');
      if (rule.name !== undefined || rule.place === 'header')
        expect(isParameter(rule.name ?? name, rule.place), at('parameters'), name, sentenceOf(rule.place));
    }
    add.forEach(({ name, place }, index) => {
      expect(isParameter(name, place), at('add'), `${index}`, sentenceOf(place));
    });
  }
  for (const [kind, answer = {}] of Object.entries(answers ?? {})) {
    const at = (name: string) => ['answers', kind, name];
    const { success, failure, within, fields = {}, tokens = [] } = answer;
    for (const [name, rule] of Object.entries({ success, failure }))
      if (rule !== undefined) expect(pathSteps(rule.replace(/=.*$/s, '')) !== undefined, at(name), '', 'rule');
    if (within !== undefined) expect(pathSteps(within) !== undefined, at('within'), '', 'path');
    for (const [name, path] of Object.entries(fields)) {
      expect(Boolean(name.trim()), at('fields'), name, 'name');
      expect(pathSteps(path) !== undefined, at('fields'), name, 'path');
    }
    tokens.forEach(({ name, path }, index) => {
      expect(Boolean(name.trim()), at('tokens'), `${index}`, 'label');
      expect(pathSteps(path) !== undefined, at('tokens'), `${index}`, 'path');
    });
  }
  for (const [name, theirs] of Object.entries(callback?.parameters ?? {})) {
    expect(Boolean(name.trim()), ['callback', 'parameters'], name, 'name');
    expect(Boolean(theirs.trim()), ['callback', 'parameters'], name, 'callback');
  }
  if (tokenHost) expect(Boolean(tokenHost.parameter.trim()), ['tokenHost'], 'parameter', 'name');
  if (tokenHost)
    expect(tokenHost.origins.length > 0 && tokenHost.origins.every(isOrigin), ['tokenHost'], 'origins', 'origins');
  if (origin !== undefined) expect(origin === 'keep' || isOrigin(origin), ['origin'], '', 'origin');
  if (typeof introspectAs === 'object')
    expect(Boolean(introspectAs.client_id.trim()), ['introspectAs'], 'client_id', 'client_id');
  if (use?.header !== undefined) expect(isHeaderName(use.header), ['use', 'header'], '', 'header');
  for (const name of Object.keys(use?.headers ?? {})) expect(isHeaderName(name), ['use', 'headers'], name, 'header');
  if (use?.query !== undefined) expect(Boolean(use.query.trim()), ['use', 'query'], '', 'name');
  if (userInfo?.header !== undefined) expect(isHeaderName(userInfo.header), ['userInfo'], 'name', 'header');
  if (userInfo?.query !== undefined) expect(Boolean(userInfo.query.trim()), ['userInfo'], 'name', 'name');
  return faults;
}

/** The deviations without the settings that can’t be used as they stand. */
export function usableDeviations(deviations: Deviations): Deviations {
  return deviationFaults(deviations).reduce((left, { path }) => withSettingAt(left, path, undefined), deviations);
}

/** RFC 9110, section 5.1. */
function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}
