import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A picture whose code is read when it is first shown: what opens first stays small. */
export function later<Props extends object>(read: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [Picture, setPicture] = useState(() => known);
    useEffect(() => {
      if (Picture) return;
      void read().then((found) => {
        known = found;
        setPicture(() => found);
      });
    }, [Picture]);
    return Picture ? <Picture {...props} /> : null;
  };
}
