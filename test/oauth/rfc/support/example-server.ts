import type { DpopKey } from '../../../../src/core/dpop-key.ts';
import type { OAuthPorts } from '../../../../src/oauth/connection.ts';
import { noon } from '../../../core/support/records.ts';
import { ports as held } from '../../support/real-server.ts';

/** A request as it left, so that it can be laid beside the one that an RFC prints. */
export type Sent = { method: string; url: string; headers: Headers; body: string };

export type Example = { ports: OAuthPorts; sent: Sent[]; dpopKeys: Map<string, DpopKey> };

/** Every server of an RFC's examples, at the URLs that the RFC gives it: it answers what the RFC prints, one answer after the other. */
export function exampleServer(...answers: Response[]): Example {
  const sent: Sent[] = [];
  const dpopKeys = new Map<string, DpopKey>();
  const left = [...answers];
  let ids = 0;
  const answer: typeof fetch = async (input, { method = 'GET', headers, body } = {}) => {
    sent.push({ method, url: String(input), headers: new Headers(headers), body: String(body ?? '') });
    return left.shift() ?? Response.error();
  };
  const ports: OAuthPorts = {
    ...held,
    fetch: answer,
    now: () => noon,
    randomId: () => `id-${++ids}`,
    dpopKeys: { get: async (id) => dpopKeys.get(id), put: async (key) => void dpopKeys.set(key.id, key) },
  };
  return { ports, sent, dpopKeys };
}

/** An answer in JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

/** What a form says, as the RFC prints it: with line breaks, which are for display only. */
export function form(printed: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(printed.replace(/\s+/g, '')));
}
