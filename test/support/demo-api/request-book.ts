import type { IncomingHttpHeaders } from 'node:http';

export type DemoRequest = {
  /** `?id=`, by which the demo page asks what became of its request. */
  readonly id: string | undefined;
  readonly method: string;
  readonly path: string;
  /** The query as it was written. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** `?kind=`, the way in which the page made the request. */
  readonly kind: string | undefined;
  readonly authorization: string | undefined;
  readonly origin: string | undefined;
  readonly body: string;
  /** Whom the token speaks for; undefined when the API did not accept it. */
  readonly user: string | undefined;
  readonly status: number;
};

type Matches = (request: DemoRequest) => boolean;

export type RequestBook = {
  readonly requests: readonly DemoRequest[];
  add(request: DemoRequest): void;
  /** The first request that matches, made before or yet to come. */
  find(matches: Matches): Promise<DemoRequest>;
};

/** All requests that the API answered, preflights too, in order. */
export function createRequestBook(): RequestBook {
  const requests: DemoRequest[] = [];
  const waiting = new Set<{ matches: Matches; resolve: (request: DemoRequest) => void }>();
  return {
    requests,
    add(request) {
      requests.push(request);
      for (const entry of waiting) {
        if (!entry.matches(request)) continue;
        waiting.delete(entry);
        entry.resolve(request);
      }
    },
    find(matches) {
      const known = requests.find(matches);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => waiting.add({ matches, resolve }));
    },
  };
}

/** `Bearer eyJhbGci…Xk`: enough to recognise a token, too little to use it. */
export function shortened(authorization: string): string {
  return authorization.replace(/\S{16,}$/, (token) => `${token.slice(0, 8)}…${token.slice(-2)}`);
}
