import type { Popup } from '../models/popup.ts';

/** What one kind of deviation is edited with. */
export type Editing<Value> = {
  popup: Popup;
  id: string;
  value: NonNullable<Value>;
  /** What is wrong in a part of it. */
  fault(part: string): string | undefined;
  /** Undefined takes it away. */
  onChange(value: NonNullable<Value> | undefined): void;
};
