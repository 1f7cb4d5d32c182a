import type { PageWork } from '../../src/messages.ts';

/** The part of it that the popup asks for, too. */
export type PopupWork =
  | `setting.${'apply' | 'undo'}`
  | 'status.read'
  | 'trouble.end'
  | 'token.copy'
  | 'vault.touch'
  | `profile.${'edit' | 'save' | 'secret' | 'duplicate' | 'move'}`;

/** What only import and export ask for. */
export type TransferWork = 'text.read' | 'profiles.write';

/** What is asked for where requests are shown. */
export type ActivityWork = `activity.${'list' | 'users' | 'watch' | 'clear' | 'curl' | 'har'}`;

/** What is asked for where the vault is locked or set up. */
export type VaultWork = `vault.${'read' | 'unlock' | 'set' | 'change' | 'remove' | 'idle'}` | 'everything.forget';

/** What only the check of webhooks asks for. */
export type WebhookWork = 'webhook.check';

/** Maps some of what a page does itself to features. */
export type Work<Type extends keyof PageWork> = {
  [Each in Type]: (
    data: Parameters<PageWork[Each]>[0],
  ) => ReturnType<PageWork[Each]> | Promise<ReturnType<PageWork[Each]>>;
};
