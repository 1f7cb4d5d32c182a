import type { Popup } from '../models/popup.ts';

/** What one kind of deviation is edited with. */
export type Editing<Value> = {
  popup: Popup;
  id: string;
  value: NonNullable<Value>;
  /** What is wrong in a part of it. */
  fault(part: string): string | undefined;
  onChange(value: NonNullable<Value>): void;
  /** Something of it was taken away; undefined: all of it. */
  onRemove(left: NonNullable<Value> | undefined, what: string): void;
};
