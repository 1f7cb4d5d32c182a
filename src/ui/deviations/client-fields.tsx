import type { Deviations } from '../../core/deviations.ts';
import { SecretField } from '../parts/secret-field.tsx';
import { words } from './deviation-words.ts';
import type { Editing } from './editing.ts';
import { SettingChoice, SettingField, SettingText } from './setting-field.tsx';

export function TokenHostFields({ id, value, fault, onChange }: Editing<Deviations['tokenHost']>) {
  const { parameter, origins } = value;
  return (
    <>
      <SettingText
        id={id}
        label={words.hostParameter}
        value={parameter}
        placeholder="accounts-server"
        error={fault('parameter')}
        onChange={(next) => onChange({ parameter: next, origins })}
      />
      <SettingField id={`${id}-origins`} label={words.origins} error={fault('origins')}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            placeholder="https://accounts.example.eu"
            value={origins.join('\n')}
            spellcheck={false}
            onInput={(event) => onChange({ parameter, origins: event.currentTarget.value.split('\n') })}
            onChange={(event) => onChange({ parameter, origins: linesOf(event.currentTarget.value) })}
          />
        )}
      </SettingField>
    </>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

export function OriginFields({ id, value, fault, onChange }: Editing<Deviations['origin']>) {
  const isKept = value === 'keep';
  return (
    <>
      <SettingChoice
        id={id}
        label={words.origin}
        value={isKept ? 'keep' : 'set'}
        options={words.origins2}
        onChange={(next) => onChange(next === 'keep' ? 'keep' : '')}
      />
      {!isKept && (
        <SettingText
          id={`${id}-value`}
          label={words.originValue}
          value={value}
          placeholder="https://app.example.com"
          error={fault('')}
          onChange={onChange}
        />
      )}
    </>
  );
}

export function CredentialFields({ popup, id, value, fault, onChange }: Editing<Deviations['introspectAs']>) {
  const isToken = value === 'token';
  return (
    <>
      <SettingChoice
        id={id}
        label={words.credential}
        value={isToken ? 'token' : 'client'}
        options={words.credentials}
        onChange={(next) => onChange(next === 'token' ? 'token' : { client_id: '' })}
      />
      {!isToken && (
        <>
          <SettingText
            id={`${id}-client`}
            label={words.otherClient}
            value={value.client_id}
            error={fault('client_id')}
            onChange={(client_id) => onChange({ client_id })}
          />
          <SecretField popup={popup} field="introspection_secret" />
        </>
      )}
    </>
  );
}

export function UserInfoFields({ id, value, fault, onChange }: Editing<Deviations['userInfo']>) {
  const { header = '', query, scheme = '' } = value;
  const place = query === undefined ? 'header' : 'query';
  return (
    <>
      <SettingChoice
        id={id}
        label={words.tokenPlace}
        value={place}
        options={words.tokenPlaces}
        onChange={(next) => onChange(next === 'query' ? { query: 'access_token' } : { header: '', scheme: '' })}
      />
      <SettingText
        id={`${id}-name`}
        label={words.tokenIn[place]}
        value={query ?? header}
        error={fault('name')}
        onChange={(name) => onChange(place === 'query' ? { query: name } : { ...value, header: name })}
      />
      {place === 'header' && (
        <SettingText
          id={`${id}-scheme`}
          label={words.scheme}
          hint={words.schemeHint}
          value={scheme}
          onChange={(next) => onChange({ ...value, scheme: next })}
        />
      )}
    </>
  );
}
