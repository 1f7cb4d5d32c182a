// progress.mjs is plain JavaScript, because it runs before anything is installed; this tells TypeScript its type.
declare module '*/progress.mjs' {
  /** Does long work and tells on one line what it is, what came of it and how long it took. */
  export function withProgress<Result>(
    label: string,
    work: () => Promise<Result>,
    describe?: (result: Result) => string,
  ): Promise<Result>;
}
