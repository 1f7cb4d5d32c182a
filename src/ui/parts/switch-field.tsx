import { Switch } from './switch.tsx';

type Props = {
  id: string;
  label: string;
  hint: string;
  /** What the server says of it. */
  note?: string | undefined;
  on: boolean;
  onChange: (on: boolean) => void;
};

/** A switch, and in one line what it does. */
export function SwitchField({ id, label, hint, note, on, onChange }: Props) {
  return (
    <div class="row top">
      <div class="grow">
        <p>{label}</p>
        <p id={`${id}-hint`} class="small quiet">
          {hint}
          {note && <b class="soon note-inline"> {note}</b>}
        </p>
      </div>
      <Switch label={label} describedBy={`${id}-hint`} on={on} onChange={onChange} />
    </div>
  );
}
