import { cleanup, render } from '@testing-library/preact';
import { onTestFinished, vi } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { App } from '../../src/ui/app.tsx';
import { createPopup } from '../../src/ui/models/popup.ts';
import { fakeInputs } from './fake-inputs.ts';

/** Opens the popup on what the background says, as a user sees it a moment later. */
export async function showPopup(snapshot: Partial<Snapshot> = {}, prepare?: (world: World) => void) {
  const { inputs, world } = fakeInputs(snapshot);
  prepare?.(world);
  const popup = createPopup(inputs);
  const view = render(<App popup={popup} />);
  const stop = popup.open();
  onTestFinished(() => {
    stop();
    cleanup();
  });
  await new Promise((resolve) => setTimeout(resolve));
  await vi.dynamicImportSettled();
  return { ...view, popup, world };
}

export type World = ReturnType<typeof fakeInputs>['world'];
