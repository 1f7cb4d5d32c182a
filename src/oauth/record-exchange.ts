import type { Exchange, Header } from '../core/exchange.ts';
import type { Profile } from '../core/profile.ts';
import { findings, type Said } from './findings.ts';
import { createMasker, cutMark } from './mask.ts';
import { purposeOf } from './purpose-of.ts';
import { serverOf } from './server.ts';
import { heardBy } from './wire/heard-by.ts';

/** More of a body, a URL or a header is not kept (characters). */
const longest = 100_000;

export type Recording = {
  profile: Profile;
  /** Texts that may stand nowhere in the record. */
  secrets: readonly (string | undefined)[];
  now(): number;
  randomId(): string;
  /** Gets each exchange, masked. */
  keep(exchange: Exchange): void;
};

/** What each recording fetch stands before. */
const originals = new WeakMap<typeof globalThis.fetch, typeof globalThis.fetch>();

/**
 * A fetch that keeps a masked record of all that goes through it. What it returns and throws is the other fetch's. Where that one records
 * already, the new record takes the place of its record.
 */
export function recordingFetch(given: typeof globalThis.fetch, recording: Recording): typeof globalThis.fetch {
  const { profile, secrets, now, randomId, keep } = recording;
  const server = serverOf(profile);
  const masker = createMasker(secrets);
  const fetch = originals.get(given) ?? given;
  const recorder: typeof globalThis.fetch = async (input, options = {}) => {
    const at = now();
    const request = requestOf(String(input), options);
    let response: Said['response'];
    try {
      const answer = await fetch(input, options);
      response = await responseOf(answer);
      return answer;
    } finally {
      const purpose = purposeOf(request.url, request.body, server);
      const said = { purpose, profile, server, request, response };
      keep({ id: randomId(), at, took: now() - at, ...judged(said, masker) });
    }
  };
  originals.set(recorder, fetch);
  return recorder;
}

/** What was said, with what is to be said of it, and without its secrets. */
export function judged(
  said: Said,
  masker: ReturnType<typeof createMasker>,
): Pick<Exchange, 'purpose' | 'request' | 'response' | 'findings'> {
  const { purpose } = said;
  const request = { ...said.request, url: cut(said.request.url), headers: said.request.headers.map(cutHeader) };
  const response = said.response && { ...said.response, headers: said.response.headers.map(cutHeader) };
  const { maskText, maskHeader, learn, learnHeader, learnSecret } = masker;
  // Under names that only the profile knows.
  for (const secret of heardBy(said)?.secrets ?? []) learnSecret(secret);
  for (const text of [request.url, request.body, response?.body ?? '']) learn(text);
  for (const header of [...request.headers, ...(response?.headers ?? [])]) learnHeader(header);
  return {
    purpose,
    // They quote the server.
    findings: findings(said).map(({ code, values = {} }) => {
      const shown = Object.entries(values).map(([name, value]) => [name, maskText(value)]);
      return { code, ...(shown.length > 0 && { values: Object.fromEntries(shown) }) };
    }),
    request: {
      method: request.method,
      url: maskText(request.url),
      headers: request.headers.map(maskHeader),
      body: maskText(request.body),
    },
    response: response && {
      status: response.status,
      headers: response.headers.map(maskHeader),
      body: maskText(response.body),
    },
  };
}

function requestOf(url: string, { method = 'GET', headers, body }: RequestInit): Exchange['request'] {
  const names: Header[] = headers instanceof Headers ? [...headers] : Object.entries(headers ?? {});
  return { method, url, headers: names, body: typeof body === 'string' ? body : String(body ?? '') };
}

/** The browser hides all of a redirect that is not followed; then there is nothing to show. */
async function responseOf(answer: Response): Promise<Exchange['response']> {
  if (answer.type === 'opaqueredirect') return undefined;
  return { status: answer.status, headers: [...answer.headers], body: await beginning(answer.clone()) };
}

/** The text of an answer as far as it is kept; an answer may be endless, or break off. */
async function beginning(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (text.length <= longest) continue;
      // Nobody waits for this: of a copied answer it ends only when the other copy does.
      reader?.cancel().catch(() => undefined);
      return cut(text);
    }
  } catch {
    // Whoever reads the answer itself meets the same error, and says so.
  }
  return text;
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}${cutMark}` : text;
}

function cutHeader([name, value]: Header): Header {
  return [name, cut(value)];
}
