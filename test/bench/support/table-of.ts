import { type Figure, verdict } from './figure.ts';

const head = ['figure', 'browser', 'median', 'half lie between', 'goal', ''];

/** A table of the figures: one line each, with its goal and whether it is met. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = [head, ...figures.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(figure: Figure): string[] {
  const { name, browser = '', unit, value, atMost } = figure;
  const write = (number: number) => `${rounded(number)}${unit === 'ratio' || unit === 'count' ? '' : ` ${unit}`}`;
  return [
    name,
    browser,
    write(value.median),
    value.from === value.to ? '' : `${write(value.from)} … ${write(value.to)}`,
    atMost === undefined ? '' : `≤ ${write(atMost)}`,
    verdict(figure) ?? '',
  ];
}

/** Three digits are more than any of these measurements is worth. */
function rounded(number: number): string {
  return Number.isInteger(number) ? String(number) : number.toFixed(Math.abs(number) < 10 ? 2 : 0);
}
