import type { ActivityRow } from '../../core/activity.ts';
import type { ActivityList } from '../models/activity.ts';
import { activityText as words } from './activity-text.ts';

/** What is shown of it, and what is done with all of it. */
export function ActivityTools({ activity }: { activity: ActivityList }) {
  const { found, isPaused, ofOneTab, query, waiting } = activity;
  return (
    <div class="row wrapping activity-tools">
      <input
        id="find-request"
        type="search"
        class="grow"
        placeholder={words.find}
        aria-label={words.find}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
      {!ofOneTab && <TabChoice activity={activity} />}
      <BindingChoice activity={activity} />
      <span class="small quiet" role="status">
        {isPaused.value ? words.paused(waiting.value) : words.count(found.value.length)}
      </span>
      <button type="button" class="soft" aria-pressed={isPaused.value} onClick={() => activity.pause(!isPaused.value)}>
        {isPaused.value ? words.goOn : words.pause}
      </button>
      <button type="button" class="soft" onClick={() => void activity.clear()}>
        {words.clear}
      </button>
      <button
        type="button"
        class="soft"
        aria-disabled={found.value.length === 0}
        onClick={() => found.value.length > 0 && void activity.saveHar()}
      >
        {words.har}
      </button>
    </div>
  );
}

function TabChoice({ activity }: { activity: ActivityList }) {
  const { standing, tabId } = activity;
  const tabs = firstOf(standing.value, (row) => row.tabId);
  return (
    <select
      aria-label={words.tab}
      value={tabId.value ?? ''}
      onChange={({ currentTarget: { value } }) => {
        tabId.value = value === '' ? undefined : Number(value);
      }}
    >
      <option value="">{words.allTabs}</option>
      {tabs.map((row, at) => (
        <option key={row.tabId} value={row.tabId}>
          {row.tabId < 0 ? words.workers : words.tabName(at + 1, hostOf(row.page ?? row.url))}
        </option>
      ))}
    </select>
  );
}

function BindingChoice({ activity }: { activity: ActivityList }) {
  const { bindingId, standing, users } = activity;
  const bindings = firstOf(standing.value, (row) => row.bindingId);
  return (
    <select
      aria-label={words.binding}
      value={bindingId.value ?? ''}
      onChange={({ currentTarget: { value } }) => {
        bindingId.value = value === '' ? undefined : value;
      }}
    >
      <option value="">{words.allBindings}</option>
      {bindings.map((row) => (
        <option key={row.bindingId} value={row.bindingId}>
          {words.bindingName(users.value.get(row.tokenId)?.label ?? words.nobody, hostOf(row.url))}
        </option>
      ))}
    </select>
  );
}

/** One row for each value. */
function firstOf(rows: readonly ActivityRow[], value: (row: ActivityRow) => unknown): ActivityRow[] {
  return [...Map.groupBy(rows, value).values()].flatMap(([first]) => first ?? []);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
