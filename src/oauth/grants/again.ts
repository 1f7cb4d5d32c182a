/** What a grant needs that is asked again to renew a token, or that can be cancelled. */
export type Again = { abort?: AbortSignal | undefined; dpopKeyId?: string | undefined };
