import type { AnswerDeviation, Deviations, RequestDeviation } from '../../core/deviations.ts';
import { CredentialFields, OriginFields, TokenHostFields, UserInfoFields } from './client-fields.tsx';
import type { KindName } from './deviation-kinds.ts';
import { words } from './deviation-words.ts';
import type { Editing } from './editing.ts';
import { BodyFields, ParameterRows, PlacedRows } from './request-fields.tsx';
import { NamedRows, Rows, unlessEmpty } from './rows.tsx';
import { SettingChoice, SettingText } from './setting-field.tsx';

type Use = NonNullable<Deviations['use']>;
type Callback = NonNullable<Deviations['callback']>;

const editors: Record<KindName, ((props: Editing<never>) => preact.JSX.Element) | undefined> = {
  method: MethodField,
  body: BodyFields,
  parameters: ParameterRows,
  add: PlacedRows,
  success: (props: Editing<string>) => <TextField {...props} label={words.rule} placeholder={words.success} />,
  failure: (props: Editing<string>) => <TextField {...props} label={words.rule} placeholder={words.failure} />,
  within: (props: Editing<string>) => (
    <TextField {...props} label={words.within} placeholder={words.withinPlaceholder} />
  ),
  fields: (props: Editing<AnswerDeviation['fields']>) => (
    <PairRows {...props} label={words.field} value2={words.path} placeholder={words.pathPlaceholder} />
  ),
  unit: UnitField,
  tokens: TokenRows,
  callback: (props: Editing<Callback['parameters']>) => (
    <PairRows {...props} label={words.parameter} value2={words.theirs} placeholder={words.theirs} />
  ),
  anyCaseState: undefined,
  tokenHost: TokenHostFields,
  challenge: ChallengeField,
  origin: OriginFields,
  emptyBasic: undefined,
  introspectAs: CredentialFields,
  header: (props: Editing<string>) => <TextField {...props} label={words.header} placeholder="X-Access-Token" />,
  scheme: (props: Editing<string>) => (
    <TextField {...props} label={words.scheme} placeholder="token" hint={words.schemeHint} />
  ),
  headers: (props: Editing<Use['headers']>) => (
    <PairRows {...props} label={words.header} value2={words.value} placeholder="{client_id}" />
  ),
  query: (props: Editing<string>) => <TextField {...props} label={words.query} placeholder="access_token" />,
  userInfo: UserInfoFields,
};

/** The fields of a deviation; none where being set is all that there is to say. */
export function SettingFields({ name, ...props }: Editing<unknown> & { name: KindName }) {
  const Editor = editors[name];
  // Each path of the schema has the editor of its type.
  return Editor ? <Editor {...(props as Editing<never>)} /> : null;
}

type TextProps = Editing<string> & { label: string; placeholder: string; hint?: string };

function TextField({ id, value, fault, label, placeholder, hint, onChange }: TextProps) {
  return <SettingText {...{ id, value, label, placeholder, hint, onChange }} error={fault('')} />;
}

function MethodField({ id, value, onChange }: Editing<RequestDeviation['method']>) {
  const options = { GET: 'GET', POST: 'POST' };
  return <SettingChoice {...{ id, value, options, onChange }} label={words.method} />;
}

function ChallengeField({ id, value, onChange }: Editing<Deviations['challenge']>) {
  return <SettingChoice {...{ id, value, onChange }} label={words.challenge} options={words.challenges} />;
}

function UnitField({ id, value, onChange }: Editing<NonNullable<AnswerDeviation['unit']>>) {
  return <SettingChoice {...{ id, value, onChange }} label={words.unit} options={words.units} />;
}

type PairProps = Editing<Record<string, string>> & { label: string; value2: string; placeholder: string };

function PairRows({ value, fault, label, value2, placeholder, onChange, onRemove }: PairProps) {
  return (
    <NamedRows
      record={value}
      empty={['', '']}
      label={label}
      error={fault}
      onChange={onChange}
      onRemove={(left, what) => onRemove(unlessEmpty(left), what)}
    >
      {([name, text], at, change, control) => (
        <>
          <input
            aria-label={words.row(label, at + 1)}
            {...control}
            placeholder={label}
            value={name}
            spellcheck={false}
            onInput={(event) => change([event.currentTarget.value, text])}
          />
          <input
            aria-label={words.row(value2, at + 1)}
            {...control}
            placeholder={placeholder}
            value={text}
            spellcheck={false}
            onInput={(event) => change([name, event.currentTarget.value])}
          />
        </>
      )}
    </NamedRows>
  );
}

function TokenRows({ value, fault, onChange, onRemove }: Editing<AnswerDeviation['tokens']>) {
  return (
    <Rows
      rows={value}
      empty={{ name: '', path: '' }}
      label={words.tokenName}
      error={(_, at) => fault(`${at}`)}
      onChange={onChange}
      onRemove={(left, what) => onRemove(unlessEmpty(left), what)}
    >
      {(row, at, change, control) => (
        <>
          <input
            aria-label={words.row(words.tokenName, at + 1)}
            {...control}
            placeholder={words.tokenNamePlaceholder}
            value={row.name}
            onInput={(event) => change({ ...row, name: event.currentTarget.value })}
          />
          <input
            aria-label={words.row(words.path, at + 1)}
            {...control}
            placeholder={words.tokenPathPlaceholder}
            value={row.path}
            spellcheck={false}
            onInput={(event) => change({ ...row, path: event.currentTarget.value })}
          />
        </>
      )}
    </Rows>
  );
}
