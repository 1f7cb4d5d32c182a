import type { RequestDeviation } from '../../core/deviations.ts';
import { words } from './deviation-words.ts';
import type { Editing } from './editing.ts';
import { NamedRows, Rows, unlessEmpty } from './rows.tsx';
import { SettingChoice, SettingField, SettingText } from './setting-field.tsx';

type Body = RequestDeviation['body'];

export function BodyFields({ id, value, fault, onChange }: Editing<Body>) {
  const template = typeof value === 'object' ? value : undefined;
  return (
    <>
      <SettingChoice
        id={id}
        label={words.body}
        value={typeof value === 'object' ? 'template' : value}
        options={words.bodies}
        onChange={(next) => onChange(next === 'template' ? { contentType: 'application/json', text: '' } : next)}
      />
      {template && (
        <>
          <SettingText
            id={`${id}-type`}
            label={words.contentType}
            value={template.contentType}
            error={fault('contentType')}
            onChange={(contentType) => onChange({ ...template, contentType })}
          />
          <SettingField id={`${id}-text`} label={words.template} hint={words.templateHint} error={fault('text')}>
            {(control) => (
              <textarea
                {...control}
                rows={4}
                class="code"
                value={template.text}
                placeholder={'{ "code": "{code}" }'}
                spellcheck={false}
                onInput={(event) => onChange({ ...template, text: event.currentTarget.value })}
              />
            )}
          </SettingField>
        </>
      )}
    </>
  );
}

type Rule = NonNullable<RequestDeviation['parameters']>[string];
type Added = NonNullable<RequestDeviation['add']>[number];

/** What becomes of parameters that the RFCs name. One may be renamed, moved and given another value at once. */
export function ParameterRows({ value, fault, onChange, onRemove }: Editing<RequestDeviation['parameters']>) {
  return (
    <>
      <p class="small quiet">{words.parameterHint}</p>
      <NamedRows<Rule>
        record={value}
        empty={['', {}]}
        label={words.parameter}
        error={fault}
        onChange={onChange}
        onRemove={(left, what) => onRemove(unlessEmpty(left), what)}
      >
        {([name, rule], at, change, control) => {
          const label = (each: string) => `${words.row(words.parameter, at + 1)}: ${each}`;
          const set = (patch: { [Name in keyof Rule]: Rule[Name] | undefined }) =>
            change([name, defined({ ...rule, ...patch })]);
          const isGone = rule.place === 'nowhere';
          return (
            <>
              <input
                aria-label={words.row(words.parameter, at + 1)}
                {...control}
                placeholder="client_id"
                value={name}
                spellcheck={false}
                onInput={(event) => change([event.currentTarget.value, rule])}
              />
              <select
                aria-label={label(words.fate)}
                value={rule.place ?? 'rename'}
                onChange={(event) => set({ place: placeOf(event.currentTarget.value) })}
              >
                {Object.entries(words.fates).map(([each, text]) => (
                  <option key={each} value={each} selected={each === (rule.place ?? 'rename')}>
                    {text}
                  </option>
                ))}
              </select>
              {!isGone && (
                <>
                  <input
                    aria-label={label(words.newName)}
                    {...control}
                    placeholder={name || words.newName}
                    value={rule.name ?? ''}
                    spellcheck={false}
                    onInput={(event) => set({ name: event.currentTarget.value || undefined })}
                  />
                  <input
                    aria-label={label(words.newValue)}
                    placeholder={words.newValuePlaceholder}
                    value={rule.value ?? ''}
                    spellcheck={false}
                    onInput={(event) => set({ value: event.currentTarget.value || undefined })}
                  />
                </>
              )}
            </>
          );
        }}
      </NamedRows>
    </>
  );
}

function placeOf(text: string): Rule['place'] {
  return (['query', 'body', 'header', 'nowhere'] as const).find((each) => each === text);
}

function defined(rule: { [Name in keyof Rule]: Rule[Name] | undefined }): Rule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
}

const places = ['query', 'body', 'header'] as const;

export function PlacedRows({ value, fault, onChange, onRemove }: Editing<RequestDeviation['add']>) {
  return (
    <>
      <p class="small quiet">{words.valueHint}</p>
      <Rows<Added>
        rows={value}
        empty={{ name: '', value: '', place: 'body' }}
        label={words.name}
        error={(_, at) => fault(`${at}`)}
        onChange={onChange}
        onRemove={(left, what) => onRemove(unlessEmpty(left), what)}
      >
        {(row, at, change, control) => (
          <>
            <input
              aria-label={words.row(words.name, at + 1)}
              {...control}
              placeholder={words.name}
              value={row.name}
              spellcheck={false}
              onInput={(event) => change({ ...row, name: event.currentTarget.value })}
            />
            <input
              aria-label={words.row(words.value, at + 1)}
              placeholder={words.value}
              value={row.value}
              spellcheck={false}
              onInput={(event) => change({ ...row, value: event.currentTarget.value })}
            />
            <select
              aria-label={words.row(words.place, at + 1)}
              value={row.place}
              onChange={(event) =>
                change({ ...row, place: places.find((each) => each === event.currentTarget.value) ?? row.place })
              }
            >
              {places.map((each) => (
                <option key={each} value={each} selected={each === row.place}>
                  {words.places[each]}
                </option>
              ))}
            </select>
          </>
        )}
      </Rows>
    </>
  );
}
