/** The options of a `<select>`: what each value is called, and which is chosen. */
export function options(words: Record<string, string>, chosen: string) {
  return Object.entries(words).map(([value, label]) => (
    <option key={value} value={value} selected={value === chosen}>
      {label}
    </option>
  ));
}
