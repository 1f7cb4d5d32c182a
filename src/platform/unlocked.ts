import browser from 'webextension-polyfill';

/**
 * The vault's key while a passphrase is set and was typed: in `storage.session`, which is memory that only Tokendock's own pages and its
 * background can read, and that ends with the browser. The background may die and wake meanwhile.
 */
export type Unlocked = {
  /** Of the key. */
  id: string;
  /** Its bytes, as base64. */
  key: string;
};

/** When it is locked by itself (ms since epoch), so many minutes after Tokendock's pages were used last. */
type Idle = { minutes: number; at: number };

/** Apart from each other: whoever moves the time must not bring a forgotten key back. */
type Held = { vaultKey?: Unlocked; vaultIdle?: Idle | null; vaultLocking?: boolean };
const names = ['vaultKey', 'vaultIdle', 'vaultLocking'] satisfies (keyof Held)[];

async function read(): Promise<Held> {
  return (await browser.storage.session.get(names)) as Held;
}

function write(held: Held): Promise<void> {
  return browser.storage.session.set(held);
}

export async function readUnlocked(): Promise<Unlocked | undefined> {
  return (await read()).vaultKey;
}

export async function holdUnlocked(unlocked: Unlocked, idleMinutes: number): Promise<void> {
  await write({ vaultKey: unlocked, vaultIdle: idleAfter(idleMinutes), vaultLocking: false });
}

/** The minutes alone: a lock that has begun goes on. */
export async function keepIdle(minutes: number): Promise<void> {
  await write({ vaultIdle: idleAfter(minutes) });
}

export async function dropUnlocked(): Promise<void> {
  await browser.storage.session.remove(names);
}

/** When the key is to be forgotten (ms since epoch): zero where that has begun, undefined where nothing says so. */
export async function lockTime(): Promise<number | undefined> {
  const { vaultKey, vaultIdle, vaultLocking } = await read();
  if (!vaultKey) return undefined;
  return vaultLocking ? 0 : vaultIdle?.at;
}

/** Whether it is there, and not about to be forgotten. */
export async function isUnlocked(): Promise<boolean> {
  return (await readUnlocked()) !== undefined && ((await lockTime()) ?? Infinity) > Date.now();
}

export async function beginLocking(): Promise<boolean> {
  if (!(await readUnlocked())) return false;
  await write({ vaultLocking: true });
  return true;
}

/** Nothing happens where it was unlocked again meanwhile. */
export async function endLocking(): Promise<void> {
  if ((await read()).vaultLocking) await dropUnlocked();
}

/** Somebody uses Tokendock. */
export async function touchVault(): Promise<void> {
  const { vaultIdle } = await read();
  if (vaultIdle && vaultIdle.at > Date.now()) await write({ vaultIdle: idleAfter(vaultIdle.minutes) });
}

function idleAfter(minutes: number): Idle | null {
  return minutes > 0 ? { minutes, at: Date.now() + minutes * 60_000 } : null;
}
