import type { ComponentChildren } from 'preact';
import type { ProfileField } from '../../core/profile-draft.ts';
import type { BindingFields } from '../binding-fields.ts';

/** What ties a control to its label, its hint and its error. */
export type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
  'aria-required': true | undefined;
};

/** Of a profile's form, of a binding's, or of what fills a profile in. */
export type ControlName =
  | ProfileField
  | Exclude<keyof BindingFields, 'put' | 'handOn'>
  | 'provider'
  | `blank-${string}`;

type TiedProps = {
  id: string;
  labelClass: string;
  label: ComponentChildren;
  required?: boolean | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  children: (control: ControlProps) => ComponentChildren;
};

/** A control, tied to its label, its error and its hint. */
export function Tied({ id, labelClass, label, required, hint, error, children }: TiedProps) {
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class={labelClass} for={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error !== undefined,
        'aria-required': required || undefined,
      })}
      {error && (
        <p id={`${id}-error`} class="error">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} class="small quiet">
          {hint}
        </p>
      )}
    </div>
  );
}

type Props = Omit<TiedProps, 'id' | 'label' | 'labelClass'> & {
  name: ControlName;
  label: string;
  optional?: string;
};

/** A field of a form. `required`: nothing works without it. */
export function Field({ name, label, optional, ...field }: Props) {
  return (
    <Tied
      {...field}
      id={`field-${name}`}
      labelClass={field.required ? 'label required' : 'label'}
      label={
        <>
          {label} {optional && <span class="quiet">· {optional}</span>}
        </>
      }
    />
  );
}
