import { readOauth2Elements, type XmlPorts } from './oauth2-element.ts';
import { profileOfOauth2Element } from './oauth2-profile.ts';
import { type OpenapiPorts, readOpenapi } from './openapi.ts';
import { readPastedText } from './pasted-text.ts';
import { readPostman } from './postman.ts';
import { readProfileFile } from './profile-file.ts';
import type { ReadProfile } from './read-profile.ts';

/** What a text was taken for. */
export type ForeignKind = 'oauth2 element' | 'profile file' | 'OpenAPI' | 'Postman' | 'pasted text';

/** `parseXml` is the page's `DOMParser`. */
export type ForeignPorts = XmlPorts & OpenapiPorts;

export type ReadForeignText = { kind: ForeignKind; profiles: ReadProfile[]; refused: string[] };

/**
 * Reads whatever a tester pastes or drops: the kind is told by what the text holds. A Postman collection takes its variables from an
 * `environment`, where there is one beside it. Fails as the reader of that kind does, with `import_unreadable`, `import_too_large`.
 */
export async function readForeignText(
  text: string,
  ports: ForeignPorts,
  environment?: string,
): Promise<ReadForeignText> {
  const kind = kindOf(text);
  const all = (profiles: ReadProfile[]) => ({ kind, profiles, refused: [] });
  switch (kind) {
    case 'profile file':
      return { kind, ...readProfileFile(text, ports) };
    case 'OpenAPI':
      return all(await readOpenapi(text, ports));
    case 'Postman':
      return all(readPostman(text, environment, ports));
    case 'oauth2 element':
      return all(
        readOauth2Elements(text, ports).map(({ element, notUnderstood }) => {
          const read = profileOfOauth2Element(element, ports.randomId());
          return { ...read, notUnderstood: [...notUnderstood, ...read.notUnderstood] };
        }),
      );
    case 'pasted text':
      return all([readPastedText(text, ports.randomId())]);
  }
}

function kindOf(text: string): ForeignKind {
  if (/^\uFEFF?\s*\{/.test(text)) {
    // By its first names: the whole may be large, or broken.
    if (/"tokendock"\s*:/.test(text)) return 'profile file';
    if (/"(?:openapi|swagger)"\s*:/.test(text)) return 'OpenAPI';
    if (/"item"\s*:\s*\[/.test(text) || /"_postman/.test(text)) return 'Postman';
    return 'pasted text';
  }
  if (/^\uFEFF?["']?(?:openapi|swagger)["']?\s*:/m.test(text)) return 'OpenAPI';
  return text.includes('<oauth2') && text.includes('</oauth2>') ? 'oauth2 element' : 'pasted text';
}
