import { cleanup, render } from '@testing-library/preact';
import { onTestFinished, vi } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { createWorkbench } from '../../src/ui/models/workbench.ts';
import { WorkbenchApp } from '../../src/ui/workbench/workbench-app.tsx';
import { aDraft, fakeInputs } from './fake-inputs.ts';
import type { World } from './show-popup.tsx';

/** Opens the workbench at an address, as a user sees it a moment later. */
export async function showWorkbench(hash: string, snapshot: Partial<Snapshot>, prepare?: (world: World) => void) {
  const { inputs, world } = fakeInputs(snapshot);
  const { leave: _popupOnly, openForm: _popupsToo, ...shared } = inputs;
  const files: { name: string; text: string }[] = [];
  const listeners = new Set<() => void>();
  const page = { hash };
  world.answers['profile.edit'] = (data) => aDraft({ id: data.id, client_id: 'web' });
  world.answers['profile.preview'] = () => [];
  world.answers['key.list'] = () => [];
  world.answers['trace.list'] = () => [];
  prepare?.(world);
  const workbench = createWorkbench({
    ...shared,
    saveFile: (name, _type, text) => void files.push({ name, text }),
    nextFrame: (callback) => void setTimeout(callback),
    route: {
      read: () => page.hash,
      write: (next) => {
        page.hash = next;
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  /** The address changes, as by a click on a link. */
  function goTo(next: string) {
    page.hash = next;
    for (const listener of listeners) listener();
  }
  const view = render(<WorkbenchApp workbench={workbench} />);
  const stop = workbench.open();
  onTestFinished(() => {
    stop();
    cleanup();
  });
  await vi.waitFor(() => {
    if (!workbench.popup.status.snapshot.value) throw new Error('Nothing was read yet.');
  });
  await new Promise((resolve) => setTimeout(resolve));
  return { ...view, workbench, world, page, files, goTo };
}
