import { userMark } from '../../core/user-mark.ts';
import { onDark } from '../on-dark.ts';

/** The user's initial in the user's colour. The name stands next to it, so readers of the screen skip it. */
export function UserCircle({ label, off = false }: { label: string; off?: boolean }) {
  const { initial, colour } = userMark(label);
  return (
    <span
      class={off ? 'who off' : 'who'}
      style={{ '--mark': `light-dark(${colour}, ${onDark[colour]})` }}
      aria-hidden="true"
    >
      {initial}
    </span>
  );
}
