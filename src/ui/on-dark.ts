import type { Colour } from '../core/user-mark.ts';

/** The colour of a user on a dark ground. Each keeps a contrast of 4.5:1 to near-black. */
export const onDark: Record<Colour, string> = {
  '#b83280': '#ff9ccf',
  '#0d7377': '#6fd3d6',
  '#2f6fb5': '#8cc2ff',
  '#8a5a2b': '#e0b88a',
  '#4453c4': '#a9b4ff',
  '#6b6712': '#d9d36a',
  '#b3372f': '#ff9d94',
  '#2f7a35': '#8fd694',
  '#b34d12': '#ffb27a',
  '#56657a': '#b4c1d3',
  '#8e3a9d': '#e3a1ee',
  '#7a4bd1': '#b79bff',
};
