/** How the vault is kept; what pages may know of it. */
export type VaultView = { isSet: boolean; isLocked: boolean; idleMinutes: number };
