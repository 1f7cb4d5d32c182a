import { batch, computed, effect, signal, untracked } from '@preact/signals';
import type { WorkbenchInputs } from '../inputs.ts';
import { hashOf, type Place, placeOf } from '../place.ts';
import { createPasting } from './pasting.ts';
import { createPopup } from './popup.ts';
import { createPreview } from './preview.ts';
import { createRegistered } from './registered.ts';
import { createTokenView } from './token-view.ts';
import { createTraces } from './traces.ts';

export type Workbench = ReturnType<typeof createWorkbench>;

/** The whole workbench, without its picture: the popup's models, and what only a full page has room for. */
export function createWorkbench(inputs: WorkbenchInputs) {
  const { route } = inputs;
  const popup = createPopup(inputs);
  const { form, status } = popup;
  const place = signal<Place>(placeOf(route.read()));
  const preview = createPreview({ ...inputs, form });
  const tokenView = createTokenView({ ...inputs, status });
  const traces = createTraces({ ...inputs, status });
  const registered = createRegistered({ ...inputs, status });
  const pasting = createPasting({ ...inputs, status });
  const parts = { ...inputs, form, status, pasting, undoing: popup.undoing };
  const made = new Map<unknown, unknown>();

  /** The model of a picture whose code comes later, made when it is first shown; it lives as long as the page. */
  function model<Model>(create: (inputs: typeof parts) => Model): Model {
    if (!made.has(create)) made.set(create, create(parts));
    return made.get(create) as Model;
  }

  /** The profile that is shown: the address's, or a new form's, or else the first. */
  const profileId = computed(() => {
    const wanted = place.value.profileId;
    const snapshot = status.snapshot.value;
    const known = [...(snapshot?.profiles ?? []), ...(snapshot?.drafts ?? []), form.draft.value].map(
      (each) => each?.id,
    );
    if (wanted !== undefined && known.includes(wanted)) return wanted;
    return snapshot?.profiles[0]?.id ?? form.draft.value?.id ?? snapshot?.drafts[0]?.id;
  });
  const profile = computed(() => status.snapshot.value?.profiles.find((each) => each.id === profileId.value));
  /** A profile that was never saved has a form and nothing else. */
  const view = computed(() => (profile.value ? place.value.view : 'setup'));
  const tool = computed(() => place.value.tool);
  const token = computed(() => {
    const tokens = profile.value?.tokens ?? [];
    return tokens.find((each) => each.id === place.value.tokenId) ?? tokens[0];
  });

  function go(next: Place) {
    place.value = next;
    route.write(hashOf(next));
  }

  function create() {
    // At once: a form that is not the place's is replaced by the one that is.
    batch(() => {
      form.create();
      go({ profileId: form.draft.value?.id, view: 'setup' });
    });
  }

  async function keepPasted(): Promise<void> {
    const tokenId = await pasting.keep();
    if (tokenId !== undefined) go({ profileId: profileId.value, view: 'tokens', tokenId });
  }

  /** What the shown place needs is read as soon as one is there, and again when it changed. */
  const needs = [
    () => {
      const id = profileId.value;
      const isForm = view.value === 'setup' || view.value === 'services';
      if (!tool.value && isForm && id !== undefined && form.draft.value?.id !== id) untracked(() => void form.edit(id));
    },
    () => {
      const shown = view.value === 'tokens' ? token.value : undefined;
      void [shown?.obtainedAt, shown?.failure];
      untracked(() => void tokenView.open(shown?.id));
    },
    () => {
      void status.snapshot.value;
      const id = view.value === 'trace' ? profileId.value : undefined;
      untracked(() => void traces.open(id));
    },
  ];

  /** Starts to live; returns how to stop. */
  function open(): () => void {
    const stops = [
      popup.open(() => undefined),
      route.onChange(() => {
        place.value = placeOf(route.read());
      }),
      preview.start(),
      ...needs.map((need) => effect(need)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  return {
    ...{ popup, place, profileId, profile, view, tool, token, go, create, open },
    ...{ preview, tokenView, traces, registered, pasting, keepPasted, model },
  };
}
