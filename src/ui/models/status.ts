import { computed, signal } from '@preact/signals';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { ProfileView, Snapshot } from '../../core/snapshot.ts';
import type { CurrentTab, UiInputs } from '../inputs.ts';
import { tabBinding } from '../tab-binding.ts';

export type Status = ReturnType<typeof createStatus>;

/** What the background says, read anew on every change. Readings never overlap, and many wishes make one reading. */
export function createStatus(inputs: UiInputs) {
  const snapshot = signal<Snapshot>();
  /** The binding that this tab shows. */
  const binding = computed(() => snapshot.value && tabBinding(snapshot.value));
  /** Why the last reading failed. */
  const failure = signal<FailureRecord>();
  const isLocked = computed(() => failure.value?.code === 'vault_locked');
  /** Why something that the tester did failed, until it is dismissed. */
  const notice = signal<FailureRecord>();
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;

  let opened: CurrentTab | undefined;

  /** The popup is about the tab that it was opened on, also while another one comes to the front. */
  async function readOnce() {
    try {
      opened ??= await inputs.currentTab();
      const tab = opened;
      const url = tab?.url;
      snapshot.value = await inputs.send('status.read', {
        ...(tab && { tabId: tab.tabId }),
        ...(tab?.windowId !== undefined && { windowId: tab.windowId }),
        ...(url !== undefined && { url }),
      });
      failure.value = undefined;
    } catch (error) {
      failure.value = failureRecord(error);
      if (isLocked.value) snapshot.value = undefined;
    }
  }

  function read(): Promise<void> {
    if (running) {
      following ??= running.then(() => {
        following = undefined;
        return read();
      });
      return following;
    }
    running = readOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  function tell(error: unknown) {
    notice.value = failureRecord(error);
  }

  /** Waits for something that the tester did, says so if it failed, and reads anew. */
  async function after(work: Promise<unknown>): Promise<void> {
    await work.catch(tell);
    await read();
  }

  /** Asks for hosts, to be called first thing in a click. Resolves when that is answered, however: who needs them says so. */
  async function askFor(hosts: readonly string[]): Promise<void> {
    if (hosts.length > 0) await inputs.requestHosts(hosts).catch(() => false);
  }

  /** The same, for what waits for the hosts by itself: the next reading shows what is missing. */
  function allow(hosts: readonly string[]) {
    void askFor(hosts).then(read);
  }

  /** The same, for the server that a token came from. */
  function askForServerOf(tokenId: string): Promise<void> {
    const isItsProfile = ({ tokens }: ProfileView) => tokens.some(({ id }) => id === tokenId);
    return askFor(snapshot.value?.profiles.find(isItsProfile)?.hosts ?? []);
  }

  /** Of a damaged storage the tester hears until it is answered. */
  function dismiss() {
    if (!notice.value && snapshot.value?.trouble) void after(inputs.send('trouble.end', {}));
    notice.value = undefined;
  }

  return { snapshot, binding, failure, isLocked, notice, read, after, allow, askFor, askForServerOf, tell, dismiss };
}
