import type { Oauth2Content, Oauth2Element, Oauth2Property, Oauth2Stage } from './oauth2-element.ts';
import { stageNames } from './oauth2-element.ts';

/** An element as XML text, indented by two spaces. Characters that XML has no place for are left out. */
export function writeOauth2Element({ name, visibility, description, stages }: Oauth2Element): string {
  return `${element('oauth2', { name, visibility }, [
    text('description', description),
    ...stageNames.map((each) => {
      const stage = stages[each];
      return stage && element(each, { path: stage.path }, [operation(stage)]);
    }),
  ]).join('\n')}\n`;
}

/** The lines of an element; undefined: there is none. */
type Lines = string[] | undefined;
type Attributes = Record<string, string | string[] | undefined>;

function operation(stage: Oauth2Stage): Lines {
  const { method, name, category, authentication } = stage;
  return element('operation', { method, name, category }, [
    text('description', stage.description),
    ...stage.arguments.map((each) =>
      element('argument', { name: each.name, location: each.location }, [
        text('description', each.description),
        content(each.content),
      ]),
    ),
    ...stage.responses.map(({ status, content: each }) => element('response', { status }, [content(each)])),
    authentication && element('authentication', attributesOf(authentication), []),
  ]);
}

/** In the document's order. */
function attributesOf({ location, type, name, scopes }: NonNullable<Oauth2Stage['authentication']>): Attributes {
  return { location, type, name, scopes };
}

function content(each: Oauth2Content | undefined): Lines {
  if (!each) return undefined;
  const { encode, structure, properties } = each;
  const hasStructure = structure !== undefined || properties.length > 0;
  return element('content', {}, [
    encode === undefined ? undefined : element('encode', { type: encode }, []),
    hasStructure ? element('structure', { name: structure }, properties.map(property)) : undefined,
  ]);
}

function property({ name, type, values, description }: Oauth2Property): Lines {
  return element('property', { name, type, values }, [text('description', description)]);
}

function text(name: string, value: string | undefined): Lines {
  return value === undefined ? undefined : [`<${name}>${escaped(value)}</${name}>`];
}

function element(name: string, attributes: Attributes, children: Lines[]): string[] {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value)).replaceAll('"', '&quot;')}"`],
  );
  const inside = children.flatMap((lines) => lines ?? []);
  const start = `<${name}${written.join('')}`;
  return inside.length === 0 ? [`${start} />`] : [`${start}>`, ...inside.map((line) => `  ${line}`), `</${name}>`];
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML 1.0, section 2.2 says which characters there are; line breaks would be read as spaces in an attribute (section 3.3.3). */
function escaped(value: string): string {
  return value
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>]/g, (char) => entities[char] ?? char)
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
