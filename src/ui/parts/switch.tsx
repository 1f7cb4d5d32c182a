type Props = { label: string; on: boolean; onChange: (on: boolean) => void };

export function Switch({ label, on, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={on}
      aria-label={label}
      onClick={() => onChange(!on)}
    />
  );
}
