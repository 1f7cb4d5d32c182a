/** For `vi.waitFor` and `vi.waitUntil`, whose own second is too short on a busy machine. */
export const patience = { timeout: 15_000, interval: 50 };
