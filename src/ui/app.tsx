import { useEffect } from 'preact/hooks';
import { pressKey } from './keys.ts';
import { later } from './later.tsx';
import type { Popup } from './models/popup.ts';
import { Notice } from './parts/notice.tsx';
import { ProfileList } from './screens/profile-list.tsx';
import { text } from './text.ts';
import { useTouch } from './use-touch.ts';

const screens = {
  list: ProfileList,
  profile: later(async () => (await import('./screens/profile-screen.tsx')).ProfileScreen),
  locked: later(async () => (await import('./screens/lock-screen.tsx')).LockScreen),
  binding: later(async () => (await import('./screens/binding-screen.tsx')).BindingScreen),
};

const KeysDialog = later(async () => (await import('./parts/keys-dialog.tsx')).KeysDialog);

export function App({ popup }: { popup: Popup }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => pressKey(popup, event);
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [popup]);
  useTouch(popup);
  const Screen = popup.status.isLocked.value ? screens.locked : screens[popup.screen.value];
  return (
    <>
      <Screen popup={popup} />
      <Notice popup={popup} />
      {popup.keysShown.value && <KeysDialog popup={popup} />}
      <p role="status" class="unseen">
        {popup.copying.copied.value && text.copy.done}
      </p>
    </>
  );
}
