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

type Props = {
  name: ControlName;
  label: string;
  optional?: string;
  /** Nothing works without it. */
  required?: boolean | undefined;
  hint?: string | undefined;
  error?: string | undefined;
  children: (control: ControlProps) => ComponentChildren;
};

export function Field({ name, label, optional, required, hint, error, children }: Props) {
  const id = `field-${name}`;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class={required ? 'label required' : 'label'} for={id}>
        {label} {optional && <span class="quiet">· {optional}</span>}
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
