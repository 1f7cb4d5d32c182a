/** The words of the vault: what is locked, and what is forgotten. */
export const vaultText = {
  locked: 'Tokendock is locked',
  lockedHint: 'Nothing is added to your requests, and nothing is renewed, until you unlock it.',
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  working: 'Working out the key…',
  lost: 'I forgot the passphrase',
  lostHint:
    'Nobody can read what is stored without it, and nobody can reset it. You can only delete everything, and begin anew.',

  title: 'Passphrase',
  none: 'What Tokendock stores is encrypted, with a key that this browser keeps. With a passphrase, whoever gets hold of this computer or of the browser’s files needs the passphrase, too. You type it once after each start of the browser.',
  choose: 'New passphrase',
  chooseHint: 'At least 8 characters. Several words are better than one with signs in it.',
  repeat: 'The same again',
  short: 'Type at least 8 characters.',
  different: 'This is not the same.',
  lostWarning: 'Nobody can recover a forgotten passphrase: then all that is left is to delete everything.',
  set: 'Set the passphrase',
  isSet: 'A passphrase is set. It is asked for after each start of the browser.',
  lockNow: 'Lock now',
  idle: 'Lock by itself',
  idleHint:
    'Counted from the last click or key in Tokendock’s own windows. What your pages do meanwhile does not count.',
  idleTimes: {
    0: 'Only when the browser closes',
    5: 'After 5 minutes without use',
    15: 'After 15 minutes without use',
    60: 'After an hour without use',
    480: 'After 8 hours without use',
  } as Record<string, string>,
  change: 'Change the passphrase',
  current: 'Passphrase of today',
  remove: 'Remove the passphrase',
  removeHint: 'The key is then kept by this browser, as before.',
  done: {
    set: 'The passphrase is set.',
    change: 'The passphrase was changed.',
    remove: 'The passphrase was removed.',
    idle: 'Saved.',
    forget: 'Everything is forgotten.',
  },

  forget: 'Forget everything',
  forgetHint:
    'Deletes all profiles with their secrets, tokens, keys, traces, bindings, half-filled forms, the activity, the passphrase and the permissions for hosts. Tokens stay valid at their servers until they end: to revoke one, forget it by itself first.',
  forgetButton: 'Forget everything…',
  forgetQuestion: 'Delete all that Tokendock keeps in this browser? This can’t be undone.',
  forgetSure: 'Delete everything',
};
