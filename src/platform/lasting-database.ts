import { type Database, openDatabase } from './database.ts';

/** An open database, whoever closed the one before. */
export type LastingDatabase = Pick<Promise<Database>, 'then'>;

/**
 * Opens the database when it is first waited for, and anew after it was closed: deleted by the browser or the tester, or wanted by a newer
 * version. `onGone` hears whether it was deleted. Fails with `storage_newer`, `storage_blocked`, or as IndexedDB says.
 */
export function lastingDatabase(onGone: (isDeleted: boolean) => void): LastingDatabase {
  let current: Promise<Database> | undefined;
  const open = (): Promise<Database> => {
    if (current) return current;
    const opened = openDatabase((isDeleted) => {
      forget();
      onGone(isDeleted);
    });
    const forget = () => {
      if (current === opened) current = undefined;
    };
    // What is in the way now is not so for ever.
    opened.catch(forget);
    current = opened;
    return opened;
  };
  // biome-ignore lint/suspicious/noThenProperty: whoever waits for it gets the database of that moment.
  return { then: (...heard) => open().then(...heard) };
}
