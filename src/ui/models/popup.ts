import { computed, effect, signal } from '@preact/signals';
import type { UiInputs } from '../inputs.ts';
import { createApiSearch } from './api-search.ts';
import { createBindingForm } from './binding-form.ts';
import { createBindings } from './bindings.ts';
import { createClock } from './clock.ts';
import { createCopying } from './copying.ts';
import { createDeleting } from './deleting.ts';
import { createDiscovery } from './discovery.ts';
import { createFocus } from './focus.ts';
import { createForgetting } from './forgetting.ts';
import { createKeys } from './keys.ts';
import { createLogins } from './logins.ts';
import { createProfileForm } from './profile-form.ts';
import { createRegistration } from './registration.ts';
import { createSearch } from './search.ts';
import { createSecret } from './secret.ts';
import { createSettings } from './settings.ts';
import { createStatus } from './status.ts';
import { createUndoing } from './undoing.ts';

export type Popup = ReturnType<typeof createPopup>;

/** The whole popup, without its picture. */
export function createPopup(inputs: UiInputs) {
  const status = createStatus(inputs);
  const clock = createClock(inputs);
  const undoing = createUndoing({ status });
  const form = createProfileForm({ ...inputs, status, undoing });
  const bindingForm = createBindingForm({ ...inputs, status });
  const keysShown = signal(false);
  const screen = computed(() => (form.draft.value ? 'profile' : bindingForm.whole.value ? 'binding' : 'list'));

  function resume() {
    const closedOn = inputs.openForm?.read();
    const unsaved = status.snapshot.value?.drafts.find(({ id }) => id === closedOn);
    if (unsaved && screen.value === 'list') form.resume(unsaved);
  }

  /** Which form is open, for the next time. */
  function remember(): () => void {
    return effect(() => inputs.openForm?.write(form.draft.value?.id));
  }

  /** Starts to live; returns how to stop. A form that the popup was closed on is there again. */
  function open(atFirst: () => void = resume): () => void {
    const stops = [clock.start(), inputs.onChange(() => void status.read())];
    void status
      .read()
      .then(atFirst)
      .then(touch)
      .then(() => stops.push(remember()));
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** To be called first thing in a click. */
  async function renew(id: string) {
    await status.askForServerOf(id);
    // A failure stands with the token.
    await inputs.send('token.renew', { id }).catch(() => undefined);
    await status.read();
  }

  let touched = 0;

  /** Somebody is here: what locks itself after a while begins to count anew. */
  function touch() {
    if (!status.snapshot.value?.lockable || inputs.now() - touched < 10_000) return;
    touched = inputs.now();
    // It is locked a little early then.
    void inputs.send('vault.touch', undefined).catch(() => undefined);
  }

  const made = new Map<string, unknown>();

  /** The model of a picture whose code comes later, made when it is first shown. */
  function model<Model>(name: string, create: (inputs: UiInputs) => Model): Model {
    if (!made.has(name)) made.set(name, create(inputs));
    return made.get(name) as Model;
  }

  return {
    model,
    /** Closes the popup after one of its links was followed. */
    leave: inputs.leave,
    ...{ status, clock, undoing, form, bindingForm, keysShown, screen, open, touch },
    lock: () => status.after(inputs.send('vault.lock', undefined)),
    focus: createFocus(),
    search: createSearch({ status }),
    settings: createSettings({ ...inputs, status, undoing, form }),
    logins: createLogins({ ...inputs, status }),
    bindings: createBindings({ ...inputs, status, undoing }),
    copying: createCopying({ ...inputs, status }),
    deleting: createDeleting({ ...inputs, status, undoing }),
    forgetting: createForgetting({ ...inputs, status }),
    discovery: createDiscovery({ ...inputs, form }),
    apiSearch: createApiSearch(inputs),
    registration: createRegistration({ ...inputs, form }),
    keys: createKeys({ ...inputs, form }),
    secrets: {
      client_secret: createSecret({ ...inputs, field: 'client_secret', form, status }),
      password: createSecret({ ...inputs, field: 'password', form, status }),
      assertion: createSecret({ ...inputs, field: 'assertion', form, status }),
      introspection_secret: createSecret({ ...inputs, field: 'introspection_secret', form, status }),
    },
    profile: {
      duplicate: (id: string) => status.after(inputs.send('profile.duplicate', { id })),
      move: (id: string, by: number) => status.after(inputs.send('profile.move', { id, by })),
    },
    token: { renew },
  };
}
