import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Middleware } from './middleware.ts';
import { formFields, requestAgain } from './request-body.ts';

export type RecordedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, string>>;
  /** Undefined until the answer is known. */
  status: number | undefined;
};

/** Records each request to one of the paths when it arrives, and its status when it is answered. */
export function recordRequests(paths: ReadonlySet<string>, requests: RecordedRequest[]): Middleware {
  return async function record(ctx, next) {
    if (!paths.has(ctx.path)) return next();
    const body = await text(ctx.req);
    const recorded: RecordedRequest = {
      method: ctx.method,
      path: ctx.path,
      headers: ctx.headers,
      body: formFields(body),
      status: undefined,
    };
    requests.push(recorded);
    readAgain(ctx, body);
    try {
      await next();
    } finally {
      recorded.status = ctx.status;
    }
  };
}

/** Revocation and introspection look for a stored token, and refuse what looks like a JWT. */
export function unwrapTokens(paths: ReadonlySet<string>, storedId: (token: string) => Promise<string>): Middleware {
  return async function unwrap(ctx, next) {
    if (!paths.has(ctx.path)) return next();
    const form = formFields(await text(ctx.req));
    if (form.token) form.token = await storedId(form.token);
    readAgain(ctx, new URLSearchParams(form).toString());
    return next();
  };
}

function readAgain(ctx: Parameters<Middleware>[0], body: string): void {
  const request = requestAgain(ctx.req, body);
  ctx.req = request;
  ctx.request.req = request;
  ctx.response.req = request;
}
