import { later } from '../later.tsx';
import type { Workbench } from '../models/workbench.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { LoginRow } from '../parts/login-row.tsx';
import { Welcome } from '../parts/welcome.tsx';
import { text } from '../text.ts';
import { workbenchText } from '../workbench-text.ts';
import { DeskHead } from './desk-head.tsx';

const tools = {
  activity: later(async () => (await import('./activity-desk.tsx')).ActivityDesk),
  import: later(async () => (await import('./import-view.tsx')).ImportView),
  export: later(async () => (await import('./export-view.tsx')).ExportView),
  vault: later(async () => (await import('./vault-view.tsx')).VaultView),
};
const pictures = {
  setup: later(async () => (await import('./set-up-view.tsx')).SetUpView),
  tokens: later(async () => (await import('./tokens-view.tsx')).TokensView),
  where: later(async () => (await import('./where-view.tsx')).WhereView),
  services: later(async () => (await import('./services-view.tsx')).ServicesView),
  trace: later(async () => (await import('./trace-view.tsx')).TraceView),
};
const BindingScreen = later(async () => (await import('../screens/binding-screen.tsx')).BindingScreen);

/** The chosen profile: its head, and one of its views. */
export function Desk({ workbench }: { workbench: Workbench }) {
  const { popup, profile, profileId, tool, view, create } = workbench;
  const { snapshot, failure } = popup.status;
  if (failure.value && !snapshot.value) {
    return (
      <main class="desk">
        <div role="alert">
          <FailureText failure={failure.value} before={text.list.notRead} />
        </div>
      </main>
    );
  }
  if (popup.bindingForm.whole.value) return <BindingScreen popup={popup} />;
  if (tool.value) {
    const Tool = tools[tool.value];
    return (
      <main class="desk">
        <header class="desk-head">
          <h2>{workbenchText.tools[tool.value]}</h2>
        </header>
        <Tool workbench={workbench} />
      </main>
    );
  }
  if (snapshot.value && profileId.value === undefined) {
    return (
      <main class="desk">
        <Welcome popup={popup} onCreate={create} />
      </main>
    );
  }
  const Picture = pictures[view.value];
  const shown = profile.value;
  return (
    <main class="desk">
      <DeskHead workbench={workbench} />
      {shown?.login && (
        <div class="card login">
          <LoginRow
            key={shown.login.id}
            popup={popup}
            profile={shown}
            login={shown.login}
            inTrace={view.value === 'trace'}
          />
        </div>
      )}
      <Picture workbench={workbench} />
    </main>
  );
}
