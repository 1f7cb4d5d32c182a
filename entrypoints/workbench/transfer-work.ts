import { readText } from '../../src/features/read-text.ts';
import { writeProfiles } from '../../src/features/write-profiles.ts';
import { ports } from './page-ports.ts';
import { parseYaml } from './parse-yaml.ts';
import './trusted-types.ts';
import type { TransferWork, Work } from './work.ts';

const foreign = {
  randomId: () => crypto.randomUUID(),
  parseXml: (text: string) => new DOMParser().parseFromString(text, 'text/xml'),
  parseYaml,
};

/** All that knows how others write profiles. */
export const transferWork: Work<TransferWork> = {
  'text.read': ({ text, environment }) => readText(text, foreign, environment),
  'profiles.write': (wanted) => writeProfiles(wanted, ports),
};
