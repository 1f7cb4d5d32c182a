import { ActivityView } from '../activity/activity-view.tsx';
import { createActivity } from '../models/activity.ts';
import type { Workbench } from '../models/workbench.ts';

/** The activity of all tabs. */
export function ActivityDesk({ workbench }: { workbench: Workbench }) {
  return <ActivityView activity={workbench.model(createActivity)} />;
}
