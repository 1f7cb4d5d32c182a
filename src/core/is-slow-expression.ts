import { mostSigns } from './url-expression.ts';

/** Steps that nobody notices: some hundredths of a second. */
const mostSteps = 64_000_000;

const token = /\\.|\[(?:\\.|[^\]])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|./g;

/**
 * Whether an expression could take long on some URL. JavaScript tries one way after the other, so what counts is how many ways there
 * are to read a URL of the longest kind: each repeat multiplies them by its possible ends, unless the next sign says where it ends, and each
 * choice by its alternatives, unless their first signs say which. A group that repeats or chooses and is itself repeated has ways without
 * end.
 */
export function isSlowExpression(expression: string): boolean {
  const signs = expression.match(token) ?? [];
  return repeatsRepeats(signs) || stepsOf(signs) > mostSteps;
}

const isRepeat = (sign = '') => /^(?:[*+?]|\{\d)/.test(sign);
const isOpening = (sign: string) => /^\(/.test(sign);

function repeatsRepeats(signs: readonly string[]): boolean {
  const open: { isChanging: boolean }[] = [{ isChanging: false }];
  for (const [at, sign] of signs.entries()) {
    const inner = open.at(-1);
    if (isOpening(sign)) open.push({ isChanging: false });
    else if (sign === ')') {
      const closed = open.pop();
      const outer = open.at(-1);
      if (closed?.isChanging && /^[*+{]/.test(signs[at + 1] ?? '')) return true;
      if (closed?.isChanging && outer) outer.isChanging = true;
    } else if (inner && (sign === '|' || isRepeat(sign))) inner.isChanging = true;
  }
  return false;
}

function stepsOf(signs: readonly string[]): number {
  let ways = 1;
  let length = 1;
  for (const [at, sign] of signs.entries()) {
    if (isOpening(sign)) ways *= alternatives(signs, at);
    if (!isRepeat(sign)) continue;
    const times = timesOf(sign);
    if (!saysItsEnd(signs, at)) ways *= times;
    // What runs on to its one end does so for each way that leads there.
    else if (ways > 1) length = Math.max(length, times);
  }
  return ways * length;
}

function timesOf(repeat: string): number {
  if (repeat.startsWith('?')) return taken(2);
  const [, least, comma, most] = /^\{(\d+)(,)?(\d*)/.exec(repeat) ?? [];
  if (least === undefined) return mostSigns;
  if (!comma) return 1;
  return Math.max(1, (most ? Math.min(Number(most), mostSigns) : mostSigns) - Number(least) + 1);
}

/** Whether what follows a repeat is a sign that it can't take; at the very end there is nothing to go back for. */
function saysItsEnd(signs: readonly string[], at: number): boolean {
  const rest = signs.slice(at + 1);
  const next = rest.findIndex((sign, index) => sign !== ')' && !(isRepeat(sign) && rest[index - 1] === ')'));
  if (next < 0) return true;
  const [repeated = '', sign] = [signs[at - 1], literal(rest[next] ?? '')];
  if (repeated === ')' || sign === undefined || isRepeat(rest[next + 1])) return false;
  return !new RegExp(`^${repeated}$`).test(sign);
}

/** The sign that a token stands for, if that is just one. */
function literal(sign: string): string | undefined {
  if (/^\\[^\w]$/.test(sign)) return sign.slice(1);
  return /^[^\\[\](){}|.^$*+?]$/.test(sign) ? sign : undefined;
}

/** How many of a group's alternatives may have to be tried. */
function alternatives(signs: readonly string[], from: number): number {
  const firsts = [signs[from + 1]];
  let depth = 1;
  for (let at = from + 1; depth > 0 && at < signs.length; at++) {
    const sign = signs[at] ?? '';
    if (isOpening(sign)) depth += 1;
    else if (sign === ')') depth -= 1;
    else if (sign === '|' && depth === 1) firsts.push(signs[at + 1]);
  }
  const known = firsts.map((first = '') => literal(first));
  const areDistinct = !known.includes(undefined) && new Set(known).size === known.length;
  return areDistinct ? 1 : taken(firsts.length);
}

/** To choose takes more than to take one sign more. */
function taken(ways: number): number {
  return ways * ways;
}
