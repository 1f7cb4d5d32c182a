import { readYaml } from '../../src/formats/read/yaml-text.ts';
import { answerAsWorker } from '../../src/platform/in-worker.ts';

answerAsWorker(({ text, format }: { text: string; format: string }) => readYaml(text, format));
