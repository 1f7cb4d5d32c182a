/** What stands in an answer at a path like `data[0].access_token`. A name with a dot in it is found as well, where it stands on top. */
export function fieldAt(answer: unknown, path: string): unknown {
  if (isRecord(answer) && Object.hasOwn(answer, path)) return answer[path];
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  return steps.reduce<unknown>(
    (value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    answer,
  );
}

/** Objects and lists. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A value as a text. What a server sends as an object may have a `toString` of its own, which is none. */
export function textOfField(value: unknown): string {
  return isRecord(value) ? JSON.stringify(value) : String(value);
}

/** Whether a rule (`ok=true`, `errcode`) holds; undefined: there is no rule. */
export function holds(rule: string | undefined, answer: unknown): boolean | undefined {
  if (!rule) return undefined;
  const [, path = '', wanted] = /^([^=]*)(?:=(.*))?$/s.exec(rule) ?? [];
  const value = fieldAt(answer, path.trim());
  const text = textOfField(value);
  return wanted === undefined ? !['', '0', 'false', 'null', 'undefined'].includes(text) : text === wanted.trim();
}
