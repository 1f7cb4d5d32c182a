import * as v from 'valibot';
import type { Ports } from '../core/ports.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../core/profile.ts';
import type { KeyView, SigningKey } from '../core/signing-key.ts';
import { importSigningKey, newSigningKey } from '../oauth/signing-key.ts';

const algorithm = v.picklist(signingAlgorithms);

/** The public sides of all keys, the youngest first. */
export async function listKeys(ports: Pick<Ports, 'keys'>): Promise<KeyView[]> {
  return (await ports.keys.list()).sort((a, b) => b.createdAt - a.createdAt).map(view);
}

/** Makes a key that signs for clients. */
export async function createKey(alg: SigningAlgorithm, ports: Ports): Promise<KeyView> {
  return keep(await newSigningKey(v.parse(algorithm, alg), ports.randomId(), ports.now()), ports);
}

/** Takes over a key of the tester's own. Fails with `key_invalid`. */
export async function importKey(text: string, alg: SigningAlgorithm, ports: Ports): Promise<KeyView> {
  return keep(await importSigningKey(text, v.parse(algorithm, alg), ports.randomId(), ports.now()), ports);
}

/** Deletes a key for good. Profiles that sign with it say so at their next request. */
export async function deleteKey(id: string, ports: Pick<Ports, 'keys'>): Promise<void> {
  await ports.keys.delete(id);
}

async function keep(key: SigningKey, ports: Ports): Promise<KeyView> {
  await ports.keys.put(key);
  return view(key);
}

/** Only what is public. A key object would not survive a message anyway. */
function view({ id, alg, createdAt, publicJwk }: SigningKey): KeyView {
  return { id, alg, createdAt, publicJwk };
}
