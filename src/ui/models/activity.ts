import { computed, signal } from '@preact/signals';
import type { ActivityRow, Offer } from '../../core/activity.ts';
import { type FailureRecord, failureRecord } from '../../core/failure.ts';
import type { ActivityUser } from '../../messages.ts';
import { matchesQuery } from '../activity/matches-query.ts';
import type { UiInputs, WorkbenchInputs } from '../inputs.ts';

export type ActivityInputs = Pick<UiInputs, 'send' | 'onChange' | 'copyText' | 'requestHosts'> & {
  /** A popup is no place to save files from. */
  saveFile?: WorkbenchInputs['saveFile'];
  /** The only tab that is of interest. Undefined: all are. */
  tabId?: number;
};

export type ActivityList = ReturnType<typeof createActivity>;

/** So many rows are drawn, and more on demand. */
const step = 200;

/** How long it is said that a row was copied, in milliseconds. */
const copiedFor = 1600;

/** What requests carried, live. */
export function createActivity(inputs: ActivityInputs) {
  const { copyText, saveFile, send, tabId: only } = inputs;
  const rows = signal<readonly ActivityRow[]>();
  const users = signal<ReadonlyMap<string, ActivityUser>>(new Map());
  const failure = signal<FailureRecord>();
  const isLocked = signal(false);
  const query = signal('');
  const tabId = signal(only);
  const bindingId = signal<string>();
  /** What stood there when the tester paused it. */
  const frozen = signal<readonly ActivityRow[]>();
  const most = signal(step);
  const copied = signal<string>();
  /** The rows whose offer was taken. */
  const taken = signal<readonly string[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading: Promise<void> | undefined;
  let isStale = false;

  const standing = computed(() => {
    const all = frozen.value ?? rows.value ?? [];
    if (only === undefined) return all;
    const origins = new Set(all.filter((row) => row.tabId === only).map(({ page }) => page));
    // Its shared and service workers belong to no tab.
    return all.filter((row) => row.tabId === only || (row.tabId < 0 && origins.has(row.page)));
  });
  /** Newest first. */
  const found = computed(() =>
    standing.value
      .filter((row) => only !== undefined || tabId.value === undefined || row.tabId === tabId.value)
      .filter((row) => bindingId.value === undefined || row.bindingId === bindingId.value)
      .filter((row) => matchesQuery(row, users.value.get(row.tokenId), query.value))
      .toReversed(),
  );
  const waiting = computed(() => {
    const known = new Set(frozen.value?.map(({ id }) => id));
    return frozen.value ? (rows.value ?? []).filter(({ id }) => !known.has(id)).length : 0;
  });

  async function told(work: Promise<unknown>): Promise<void> {
    await work.then(
      () => {
        failure.value = undefined;
      },
      (error) => {
        failure.value = failureRecord(error);
        if (failure.value.code === 'vault_locked') forget();
      },
    );
  }

  /** Nobody is to read it any more, in this page neither. */
  function forget() {
    isLocked.value = true;
    rows.value = undefined;
    frozen.value = undefined;
    users.value = new Map();
    query.value = '';
  }

  async function readOnce(): Promise<void> {
    const list = await send('activity.list', undefined);
    const unknown = [...new Set(list.map(({ tokenId }) => tokenId))].filter((id) => !users.value.has(id));
    const more = unknown.length > 0 ? await send('activity.users', { tokenIds: unknown }) : [];
    if (more.length > 0) users.value = new Map([...users.value, ...more.map((user) => [user.tokenId, user] as const)]);
    rows.value = list;
    isLocked.value = false;
  }

  /** Readings never overlap, and many wishes make one. */
  function read(): Promise<void> {
    isStale = reading !== undefined;
    reading ??= told(readOnce()).finally(() => {
      reading = undefined;
      if (isStale) void read();
    });
    return reading;
  }

  /** Starts to live; returns how to stop. */
  function open(): () => void {
    void told(send('activity.watch', undefined));
    void read();
    return inputs.onChange(() => void read());
  }

  function pause(on: boolean) {
    frozen.value = on ? rows.value : undefined;
  }

  async function clear(): Promise<void> {
    frozen.value = undefined;
    await told(send('activity.clear', tabId.value === undefined ? {} : { tabId: tabId.value }));
    await read();
  }

  async function copy(row: ActivityRow, withToken: boolean): Promise<void> {
    const text = send('activity.curl', { row, withToken });
    await told(Promise.all([text, copyText(text)]));
    copied.value = row.id;
    clearTimeout(timer);
    timer = setTimeout(() => {
      copied.value = undefined;
    }, copiedFor);
  }

  function saveHar(): Promise<void> {
    const har = send('activity.har', { rows: found.value.toReversed() });
    return told(har.then((text) => saveFile?.('activity.har', 'application/json', text)));
  }

  /** To be called first thing in a click. */
  async function take(row: ActivityRow, offer: Offer): Promise<void> {
    const isTaken = () => {
      taken.value = [...taken.value, row.id];
    };
    if (offer.do === 'use_network_mode')
      return told(send('binding.change', { id: row.bindingId, change: { mode: 'network' } }).then(isTaken));
    isTaken();
    const user = users.value.get(row.tokenId);
    if (!user) return;
    const { do: _, ...wanted } = offer;
    // The login waits for the hosts by itself, and Firefox’s developer tools can’t ask for any.
    void (async () => inputs.requestHosts(user.hosts))().catch(() => false);
    return told(send('login.start', { profileId: user.profileId, demand: { wanted, insteadOf: row.tokenId } }));
  }

  return {
    ...{ rows, users, failure, isLocked, query, tabId, bindingId, standing, found, waiting, copied, taken, most },
    isPaused: computed(() => frozen.value !== undefined),
    ofOneTab: only !== undefined,
    ...{ open, pause, clear, copy, saveHar, take },
    showMore: () => {
      most.value += step;
    },
  };
}
