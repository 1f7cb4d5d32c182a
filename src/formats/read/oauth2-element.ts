import { visibilities } from '../../core/visibility.ts';
import {
  type ArgumentLocation,
  argumentLocations,
  type Oauth2Argument,
  type Oauth2Content,
  type Oauth2Element,
  type Oauth2Property,
  type Oauth2Stage,
  stageNames,
} from '../oauth2-element.ts';
import { unusable } from '../unusable.ts';
import { expectSize } from './expect-size.ts';

const format = 'an <oauth2> element';

/** `(text) => new DOMParser().parseFromString(text, 'text/xml')`, which pages have and a background has not. */
export type XmlPorts = { parseXml: (text: string) => Document };

export type ReadOauth2Element = { element: Oauth2Element; notUnderstood: string[] };

/**
 * Reads every `<oauth2>` element of a text; what stands around them (a page that it was copied from) is not looked at. A document type is
 * refused, so there are no entities to be blown up or fetched. Fails with `import_unreadable`, `import_too_large`.
 */
export function readOauth2Elements(text: string, ports: XmlPorts): ReadOauth2Element[] {
  const parts = elementTexts(expectSize(text, format));
  if (parts.length === 0) throw refused('there is none in it');
  return parts.map((part) => readElement(part, ports));
}

/** By hand: a regular expression would take quadratic time for a text made to do so. */
function elementTexts(text: string): string[] {
  const parts: string[] = [];
  const end = '</oauth2>';
  for (let at = 0; ; ) {
    const from = text.indexOf('<oauth2', at);
    const to = from < 0 ? -1 : text.indexOf(end, from);
    if (to < 0) return parts;
    at = to + end.length;
    parts.push(text.slice(from, at));
  }
}

function readElement(text: string, { parseXml }: XmlPorts): ReadOauth2Element {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw refused('it declares entities, which Tokendock does not read');
  if (depthOf(text) > maxDepth) throw refused(`its elements stand more than ${maxDepth} deep in each other`);
  const root = parsed(text, parseXml);
  const notUnderstood: string[] = [];
  const reader = createReader(notUnderstood);
  const [name = '', visibility] = reader.attributes(root, ['name', 'visibility']);
  const { description, ...others } = reader.children(root, ['description', ...stageNames]);
  if (!name) notUnderstood.push('The element has no name.');
  const seen = visibilities.find((each) => each === visibility);
  if (visibility !== undefined && !seen)
    notUnderstood.push(`The visibility “${visibility.slice(0, 40)}” is not known.`);
  const stages: Oauth2Element['stages'] = {};
  for (const each of stageNames) {
    const [stage, ...more] = others[each] ?? [];
    if (stage) stages[each] = readStage(stage, reader);
    if (more.length > 0) notUnderstood.push(`There is a second <${each}>: the first one was taken.`);
    if (!stage && each !== 'authentication-url')
      notUnderstood.push(`There is no <${each}>, which the element should have.`);
  }
  const element = { name, ...(seen && { visibility: seen }), ...described(description?.[0]), stages };
  return { element, notUnderstood };
}

/** The element's own parts stand nine deep. */
const maxDepth = 32;

/** How deep elements stand in each other, about; parsers take long for what is made very deep. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, closes, isEmpty] of text.matchAll(/<(\/?)[a-z][^<>]*?(\/?)>/gi)) {
    if (!isEmpty) depth += closes ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function parsed(text: string, parseXml: XmlPorts['parseXml']): Element {
  let root: Element | null;
  try {
    const document = parseXml(text);
    root = document.getElementsByTagName('parsererror').length > 0 ? null : document.documentElement;
  } catch {
    // Browsers don't throw, other parsers do.
    root = null;
  }
  if (root?.localName !== 'oauth2') throw refused('it is not well-formed XML');
  return root;
}

type Reader = ReturnType<typeof createReader>;

/** Takes known attributes and children of elements, and tells about all others. */
function createReader(notUnderstood: string[]) {
  return {
    notUnderstood,
    attributes(element: Element, known: readonly string[]): (string | undefined)[] {
      for (const { name } of Array.from(element.attributes)) {
        if (!known.includes(name) && !name.startsWith('xmlns')) {
          notUnderstood.push(`The attribute ${name.slice(0, 40)} of <${element.localName}> is not known.`);
        }
      }
      return known.map((name) => element.getAttribute(name) ?? undefined);
    },
    children<Name extends string>(element: Element, known: readonly Name[]): { [Each in Name]?: Element[] } {
      const found: { [Each in Name]?: Element[] } = {};
      for (const child of Array.from(element.children)) {
        const name = known.find((each) => each === child.localName);
        if (name) {
          found[name] ??= [];
          found[name].push(child);
        } else notUnderstood.push(`<${child.localName.slice(0, 40)}> inside of <${element.localName}> is not known.`);
      }
      return found;
    },
  };
}

function readStage(element: Element, reader: Reader): Oauth2Stage {
  const [path = ''] = reader.attributes(element, ['path']);
  const [operation, ...more] = reader.children(element, ['operation']).operation ?? [];
  if (!path) reader.notUnderstood.push(`<${element.localName}> has no path.`);
  if (more.length > 0)
    reader.notUnderstood.push(`<${element.localName}> has a second <operation>: the first one was taken.`);
  if (!operation) return { path, method: 'get', arguments: [], responses: [] };
  const [method = 'get', name, category] = reader.attributes(operation, ['method', 'name', 'category']);
  const inside = reader.children(operation, ['description', 'argument', 'response', 'authentication']);
  const [authentication] = inside.authentication ?? [];
  return {
    path,
    method,
    ...defined({ name, category }),
    ...described(inside.description?.[0]),
    arguments: (inside.argument ?? []).map((each) => readArgument(each, reader)),
    responses: (inside.response ?? []).map((each) => {
      const [status = ''] = reader.attributes(each, ['status']);
      const { content } = reader.children(each, ['content']);
      return { status, ...readContent(content?.[0], reader) };
    }),
    ...(authentication && { authentication: readAuthentication(authentication, reader) }),
  };
}

function readArgument(element: Element, reader: Reader): Oauth2Argument {
  const [name = '', given = 'param'] = reader.attributes(element, ['name', 'location']);
  const location = argumentLocations.find((each): each is ArgumentLocation => each === given);
  if (!location)
    reader.notUnderstood.push(`The location “${given.slice(0, 40)}” of ${name} is not known: taken as param.`);
  const { description, content } = reader.children(element, ['description', 'content']);
  return { name, location: location ?? 'param', ...described(description?.[0]), ...readContent(content?.[0], reader) };
}

function readContent(element: Element | undefined, reader: Reader): { content?: Oauth2Content } {
  if (!element) return {};
  const inside = reader.children(element, ['encode', 'structure']);
  const [encoded] = inside.encode ?? [];
  const [structured] = inside.structure ?? [];
  const [encode] = encoded ? reader.attributes(encoded, ['type']) : [];
  const [structure] = structured ? reader.attributes(structured, ['name']) : [];
  const properties = structured ? (reader.children(structured, ['property']).property ?? []) : [];
  return {
    content: { ...defined({ encode, structure }), properties: properties.map((each) => readProperty(each, reader)) },
  };
}

function readProperty(element: Element, reader: Reader): Oauth2Property {
  const [name, type, values] = reader.attributes(element, ['name', 'type', 'values']);
  const { description } = reader.children(element, ['description']);
  return {
    ...defined({ name, type }),
    ...(values !== undefined && { values: listOf(values) }),
    ...described(description?.[0]),
  };
}

function readAuthentication(element: Element, reader: Reader): NonNullable<Oauth2Stage['authentication']> {
  const [location, type, name, scopes] = reader.attributes(element, ['location', 'type', 'name', 'scopes']);
  return { ...defined({ location, type, name }), ...(scopes !== undefined && { scopes: listOf(scopes) }) };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

function described(element: Element | undefined): { description?: string } {
  return element ? { description: (element.textContent ?? '').trim() } : {};
}

function defined<Fields extends Record<string, string | undefined>>(
  fields: Fields,
): { [Name in keyof Fields]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: string;
  };
}

function refused(reason: string) {
  return unusable(format, reason, 'Copy all of it, from <oauth2 to </oauth2>.');
}
