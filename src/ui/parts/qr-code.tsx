import { generate } from 'lean-qr';

type Props = { content: string; label: string };

/** The quiet zone that readers need, in modules (ISO/IEC 18004). */
const quiet = 4;

/** A text for the camera of another device: dark on light in both themes, as readers want it. */
export function QrCode({ content, label }: Props) {
  const code = generate(content);
  const size = code.size + 2 * quiet;
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`${-quiet} ${-quiet} ${size} ${size}`}>
      <path fill="#fff" d={`M${-quiet} ${-quiet}h${size}v${size}h${-size}z`} />
      <path fill="#000" shape-rendering="crispEdges" d={rows.join('')} />
    </svg>
  );
}
