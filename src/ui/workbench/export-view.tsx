import { useEffect } from 'preact/hooks';
import type { WrittenForm } from '../../messages.ts';
import { createExporting } from '../models/exporting.ts';
import type { Workbench } from '../models/workbench.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { transferText as words } from '../transfer-text.ts';

const forms = Object.entries(words.forms) as [WrittenForm, string][];

/** Profiles as a file, for others. */
export function ExportView({ workbench }: { workbench: Workbench }) {
  const exporting = workbench.model(createExporting);
  const ids = exporting.ids.value;
  const form = exporting.form.value;
  const withSecrets = exporting.withSecrets.value;
  const key = [...ids, form, withSecrets].join(' ');
  useEffect(() => void exporting.write(), [key]);
  useEffect(() => exporting.close, [exporting]);
  return (
    <form
      class="stack narrow"
      onSubmit={(event) => {
        event.preventDefault();
        if (ids.length > 0) void exporting.save();
      }}
    >
      <p>{words.exportIntro}</p>
      <Which workbench={workbench} />
      <fieldset class="field">
        <legend class="label">{words.form}</legend>
        <div class="row wrapping">
          {forms.map(([each, label]) => (
            <label key={each} class="row tight">
              <input type="radio" name="form" checked={each === form} onChange={() => exporting.changeForm(each)} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      {form !== 'oauth2' && (
        <SwitchField
          id="with-secrets"
          label={words.withSecrets}
          hint={words.secretsHint}
          note={withSecrets ? words.secretsWarning : undefined}
          on={withSecrets}
          onChange={(on) => {
            exporting.withSecrets.value = on;
          }}
        />
      )}
      <LeftOut workbench={workbench} />
      <div class="row end">
        <button type="submit" class="main" aria-disabled={ids.length === 0}>
          {words.save}
        </button>
      </div>
    </form>
  );
}

function Which({ workbench }: { workbench: Workbench }) {
  const { popup } = workbench;
  const exporting = workbench.model(createExporting);
  const profiles = popup.status.snapshot.value?.profiles ?? [];
  const ids = exporting.ids.value;
  const choices = { [words.all]: profiles.map(({ id }) => id), [words.none]: [], [words.sharedOnly]: undefined };
  return (
    <fieldset class="field">
      <legend class="label">{words.which}</legend>
      {profiles.length === 0 && <p class="quiet">{words.noProfiles}</p>}
      <ul>
        {profiles.map(({ id, name, integration }) => (
          <li key={id}>
            <label class="row tight">
              <input
                type="checkbox"
                checked={ids.includes(id)}
                onChange={(event) => exporting.choose(id, event.currentTarget.checked)}
              />
              <span class="cut">{name}</span> <span class="small quiet">{integration}</span>
            </label>
          </li>
        ))}
      </ul>
      <div class="row wrapping flush">
        {Object.entries(choices).map(([label, chosen]) => (
          <button
            key={label}
            type="button"
            class="plain"
            onClick={() => {
              exporting.chosen.value = chosen;
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function LeftOut({ workbench }: { workbench: Workbench }) {
  const { failure, ids, written } = workbench.model(createExporting);
  const leftOut = written.value?.leftOut ?? [];
  if (failure.value) return <FailureText failure={failure.value} />;
  return (
    <div role="status">
      {ids.value.length === 0 && <p class="small soon">{words.chooseOne}</p>}
      {ids.value.length > 0 && written.value && leftOut.length === 0 && (
        <p class="small quiet">{words.nothingLeftOut}</p>
      )}
      {ids.value.length > 0 && leftOut.length > 0 && (
        <>
          <h3>{words.leftOut}</h3>
          <ul class="sentences">
            {leftOut.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
