import type { Middleware } from './middleware.ts';

export type FailingAnswer = {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
  /** The connection is lost after this body, which is but the beginning. */
  readonly isCut?: boolean;
};

export type TokenEndpointControl = {
  readonly middleware: Middleware;
  /** Token requests wait from now on, until the returned function is called. */
  hold(): () => void;
  /** Token requests get this answer and never reach the provider. */
  fail(answer: FailingAnswer): void;
  restore(): void;
};

/** Lets a test make the token endpoint slow or broken. */
export function controlTokenEndpoint(path: string): TokenEndpointControl {
  let held: Promise<void> | undefined;
  let failing: FailingAnswer | undefined;
  return {
    async middleware(ctx, next) {
      if (ctx.path !== path) return next();
      await held;
      if (!failing) return next();
      const { isCut = false, body = '' } = failing;
      if (isCut) {
        ctx.respond = false;
        ctx.res.writeHead(failing.status, {
          'Content-Type': 'application/json',
          'Content-Length': body.length + 1_000,
        });
        ctx.res.write(body, () => ctx.res.destroy());
        return;
      }
      ctx.status = failing.status;
      ctx.type = failing.contentType ?? 'application/json';
      ctx.body = body;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return () => {
        if (held === promise) held = undefined;
        resolve();
      };
    },
    fail(answer) {
      failing = answer;
    },
    restore() {
      failing = undefined;
    },
  };
}
