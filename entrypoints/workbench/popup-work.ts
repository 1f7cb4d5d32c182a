import { applySetting, restoreDeviations } from '../../src/features/apply-setting.ts';
import { duplicateProfile, moveProfile } from '../../src/features/arrange-profiles.ts';
import { copyToken } from '../../src/features/copy-token.ts';
import { editProfile, revealSecret, saveProfile } from '../../src/features/profile-form.ts';
import { readStatus } from '../../src/features/status.ts';
import { endTrouble } from '../../src/features/storage-trouble.ts';
import { inPage } from '../../src/platform/in-page.ts';
import { sendMessage } from '../../src/platform/messaging.ts';
import { touchVault } from '../../src/platform/unlocked.ts';
import { freshen } from './freshen.ts';
import { ports } from './page-ports.ts';
import type { PopupWork, Work } from './work.ts';

/** What the popup asks of its page, too: small, since somebody waits for it. */
export const popupWork: Work<PopupWork> = {
  'status.read': (tab) => readStatus(tab, ports, () => sendMessage('status.ofBackground')),
  'vault.touch': touchVault,
  ...inPage<Work<Exclude<PopupWork, 'status.read' | 'vault.touch'>>>(
    {
      'trouble.end': (_, ports) => endTrouble(ports),
      'profile.edit': ({ id }, ports) => editProfile(id, ports),
      'profile.save': (draft, ports) => saveProfile(draft, ports, (id) => sendMessage('login.cancel', { id })),
      'profile.secret': ({ id, field }, ports) => revealSecret(id, field, ports),
      'setting.apply': ({ id, setting }, ports) => applySetting(id, setting, ports),
      'setting.undo': ({ id, before }, ports) => restoreDeviations(id, before, ports),
      'profile.duplicate': ({ id }, ports) => duplicateProfile(id, ports),
      'profile.move': ({ id, by }, ports) => moveProfile(id, by, ports),
      'token.copy': ({ id, as }, ports) => copyToken(id, as, ports, freshen),
    },
    ports,
  ),
};
