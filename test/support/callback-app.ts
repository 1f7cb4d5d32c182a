import { listenOnLoopback } from './loopback-server.ts';

export type CallbackApp = {
  /** The redirect URI that is registered for it. */
  readonly redirectUri: string;
  /** `GET /callback?code=…` of every request that reached it. */
  readonly requests: readonly string[];
  close(): Promise<void>;
};

/** The tester's real application, which must never see the code that the extension catches. */
export async function startCallbackApp(): Promise<CallbackApp> {
  const requests: string[] = [];
  const server = await listenOnLoopback((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>The real app</title><p>The real app got this request.</p>');
  });
  return { redirectUri: `http://localhost:${server.port}/callback`, requests, close: server.close };
}
