import { useEffect } from 'preact/hooks';
import { later } from '../later.tsx';
import type { Workbench } from '../models/workbench.ts';
import { Notice } from '../parts/notice.tsx';
import { text } from '../text.ts';
import { useTouch } from '../use-touch.ts';
import { workbenchText } from '../workbench-text.ts';
import { BenchSide } from './bench-side.tsx';
import { Desk } from './desk.tsx';
import { pressWorkbenchKey } from './workbench-keys.ts';

const LockScreen = later(async () => (await import('../screens/lock-screen.tsx')).LockScreen);
const KeysDialog = later(async () => (await import('../parts/keys-dialog.tsx')).KeysDialog);

/** The profiles at the left, the chosen one at the right. */
export function WorkbenchApp({ workbench }: { workbench: Workbench }) {
  const { popup } = workbench;
  useEffect(() => {
    const press = (event: KeyboardEvent) => pressWorkbenchKey(workbench, event);
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [workbench]);
  useTouch(popup);
  const wanted = popup.focus.wanted.value;
  useEffect(() => {
    const target = wanted.map((id) => document.getElementById(id)).find((found) => found !== null);
    if (!target) return;
    target.focus();
    popup.focus.goTo();
  });
  return (
    <>
      {popup.status.isLocked.value ? (
        <LockScreen popup={popup} />
      ) : (
        <div class="bench">
          <BenchSide workbench={workbench} />
          <Desk workbench={workbench} />
        </div>
      )}
      <Notice popup={popup} />
      {popup.keysShown.value && <KeysDialog popup={popup} more={workbenchText.keys} />}
      <p role="status" class="unseen">
        {popup.copying.copied.value && text.copy.done}
      </p>
    </>
  );
}
