import { useEffect } from 'preact/hooks';
import type { ActivityList } from '../models/activity.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { vaultText } from '../vault-text.ts';
import { ActivityLine } from './activity-line.tsx';
import { activityText as words } from './activity-text.ts';
import { ActivityTools } from './activity-tools.tsx';

/** What was done to which request, the newest first. */
export function ActivityView({ activity }: { activity: ActivityList }) {
  useEffect(() => activity.open(), [activity]);
  const { failure, found, isLocked, most, rows, standing } = activity;
  if (isLocked.value)
    return (
      <div class="empty" role="status">
        <p>{vaultText.locked}</p>
        <p class="small quiet">{words.lockedHint}</p>
      </div>
    );
  const shown = found.value.slice(0, most.value);
  return (
    <div class="stack activity">
      <ActivityTools activity={activity} />
      {failure.value && <FailureText failure={failure.value} />}
      {rows.value && shown.length === 0 && (
        <div class="empty" role="status">
          <p>{standing.value.length > 0 ? words.nothingFound : words.none}</p>
          {standing.value.length === 0 && <p class="small quiet">{words.noneHint}</p>}
        </div>
      )}
      {shown.length > 0 && (
        <table>
          <thead>
            <tr>
              {Object.entries(words.columns).map(([name, column]) => (
                <th key={name} scope="col" class={`of-${name}`}>
                  {name === 'copy' ? <span class="unseen">{column}</span> : column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ActivityLine key={row.id} activity={activity} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {found.value.length > shown.length && (
        <button type="button" class="soft" onClick={activity.showMore}>
          {words.older}
        </button>
      )}
    </div>
  );
}
