import { editProfile, saveProfile } from '../../src/features/profile-form.ts';
import { sendMessage } from '../../src/messages.ts';
import { ports } from './page-ports.ts';
import type { Work } from './work.ts';

/** What a form asks of its page: small, since the popup loads it before it shows one. */
export const formWork: Work<'profile.edit' | 'profile.save'> = {
  'profile.edit': ({ id }) => editProfile(id, ports),
  'profile.save': (draft) => saveProfile(draft, ports, (id) => sendMessage('login.cancel', { id })),
};
