import type { ToBridge } from './channel.ts';

/** Whether this is something that the injector says. Whoever broke out of the page's world could say anything on its port. */
export function isToBridge(data: unknown): data is ToBridge {
  const { kind, to, bindingId, call, refusal, rows } = Object(data) as Record<string, unknown>;
  if (kind === 'renew') return isText(to) && isText(bindingId);
  if (kind === 'prove') return isText(to) && isRequest(call);
  if (kind === 'refused') return isText(to) && isRefusal(refusal);
  return kind === 'report' ? Array.isArray(rows) && rows.every(isRequest) : kind === 'ping';
}

function isRequest(value: unknown): value is { method: string; url: string } {
  const { method, url } = Object(value) as Record<string, unknown>;
  return isText(method) && isText(url);
}

function isRefusal(value: unknown): boolean {
  const { status, challenge = '', nonce = '' } = Object(value) as Record<string, unknown>;
  return isRequest(value) && URL.canParse(value.url) && Number.isInteger(status) && isText(challenge) && isText(nonce);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
