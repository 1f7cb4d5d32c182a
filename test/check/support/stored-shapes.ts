import { join } from 'node:path';
import { API } from 'typescript/unstable/sync';
import type { AnswerDeviation, Deviations, RequestDeviation } from '../../../src/core/deviations.ts';
import type { Services } from '../../../src/core/services.ts';
import type { StoredBy01 } from '../../../src/core/stored-by-0-1.ts';
import type { StoredBy02 } from '../../../src/core/stored-by-0-2.ts';
import type { StoredBy03 } from '../../../src/core/stored-by-0-3.ts';
import type { StoredBy04 } from '../../../src/core/stored-by-0-4.ts';
import type { StoredToday } from '../../../src/core/stored-today.ts';
import type { KeyStoreName, Schema, StoreName } from '../../../src/platform/database.ts';
import type { SchemaBy01, SchemaBy04 } from '../../../src/platform/schema-by-0-4.ts';
import { projectRoot } from '../../support/project-root.ts';

/** What was stored by each released version, and lastly what is stored by this one: opened, and as it lies on disk. */
type ByVersion = {
  '0.1.0': { opened: StoredBy01; onDisk: SchemaBy01 };
  '0.2.0': { opened: StoredBy02; onDisk: SchemaBy04 };
  '0.3.0': { opened: StoredBy03; onDisk: SchemaBy04 };
  '0.4.0': { opened: StoredBy04; onDisk: SchemaBy04 };
  '0.5.0': { opened: StoredToday; onDisk: OnDisk; within: Within };
};

type OnDisk = Pick<Schema, StoreName | KeyStoreName | 'keys'>;

type Within = {
  beside: Omit<Deviations, 'requests' | 'answers'>;
  request: RequestDeviation;
  answer: AnswerDeviation;
  service: Services;
};

/**
 * Written out, field by field; a literal is marked, or TypeScript would write the name of its union. Not what is the server's own (its metadata), nor which failures and findings there are: an unknown one is
 * told in general words. Deviations and services have a section of their own, `within`.
 */
type Plain<Value, Name = ''> = Name extends 'metadata' | 'deviations' | 'services' | 'code'
  ? Name
  : Value extends (infer Each)[]
    ? Plain<Each>[]
    : Value extends object
      ? Value extends CryptoKey | ArrayBufferView | ArrayBuffer
        ? Value
        : { [Key in keyof Value]: Plain<Value[Key], Key> }
      : Value extends string
        ? string extends Value
          ? Value
          : `is ${Value}`
        : Value;

/** @public Read by the compiler below. */
export type Shapes = {
  [Version in keyof ByVersion]: { [Part in keyof ByVersion[Version]]: Plain<ByVersion[Version][Part]> };
};

/** TypeScript's NodeBuilderFlags: NoTruncation, MultilineObjectLiterals, InTypeAlias. */
const whole = 1 | 1024 | 8388608;

/** The text of each version's shape, as TypeScript sees it. The compiler's API is not a stable one: an update of TypeScript may ask for changes here. */
export function storedShapes(): Record<string, string> {
  const api = new API({ cwd: projectRoot });
  try {
    const snapshot = api.updateSnapshot({ openProject: join(projectRoot, 'tsconfig.json') });
    const { program, checker } = snapshot.getProjects()[0] ?? notFound();
    const file = program.getSourceFile(import.meta.filename) ?? notFound();
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(file) ?? notFound());
    const shapes = exported.find(({ name }) => name === 'Shapes') ?? notFound();
    return Object.fromEntries(
      checker
        .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(shapes))
        .map((each) => [
          each.name,
          inOrder(checker.typeToString(checker.getTypeOfSymbol(each) ?? notFound(), undefined, whole).split('\n')).join(
            '\n',
          ),
        ]),
    );
  } finally {
    api.close();
  }
}

/** Members by their names: in which order a type was put together changes nothing that is stored. */
function inOrder(lines: readonly string[]): string[] {
  const depth = indentOf(lines[0]);
  const members: string[][] = [];
  for (const line of lines) {
    const isNext = indentOf(line) === depth && !line.trimStart().startsWith('}');
    if (isNext) members.push([line]);
    else members.at(-1)?.push(line);
  }
  const within = (member: string[]): string[] => {
    const from = member.findIndex((line) => indentOf(line) > depth);
    if (from < 0) return member;
    const length = member.slice(from).findIndex((line) => indentOf(line) <= depth);
    const rest = member.slice(from + length);
    return [...member.slice(0, from), ...inOrder(member.slice(from, from + length)), ...within(rest)];
  };
  return members
    .map(within)
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .flat();
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

function notFound(): never {
  throw new Error('TypeScript knows nothing of what is stored.');
}
