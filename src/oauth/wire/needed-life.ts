import type { AnswerDeviation } from '../../core/deviations.ts';
import { fieldAt, isRecord } from './field-at.ts';

/**
 * Where the life of a token stands that a profile does not name, and the setting that says so as JSON. Nothing where `expires_in` says the
 * same, or the profile says it already.
 */
export function neededLife(
  answer: unknown,
  { within, fields = {}, unit }: AnswerDeviation,
): { path: string; setting: string } | undefined {
  const beside = within ? fieldAt(answer, within) : answer;
  if (!isRecord(beside) || fields.expires_in || fields.expires_at || unit) return undefined;
  const [expires_in, expires_at] = [beside.expires_in ?? beside.expiresIn, beside.expires_at ?? beside.expiresAt];
  const told = isRecord(expires_in) ? '' : `${Number(expires_in)}`;
  for (const [name, value] of Object.entries(beside)) {
    if (!['number', 'string'].includes(typeof value) || !(Number(value) > 0) || `${Number(value)}` === told) continue;
    const [isSure, says] = lifeOf(name, Number(value)) ?? [];
    if (!says || (!isSure && (expires_in ?? expires_at) !== undefined)) continue;
    const path = [within, name].filter(Boolean).join('.');
    const { field, ...more } = says;
    const said = { fields: { [field]: path }, ...more };
    return { path, setting: JSON.stringify({ answers: { token: said, refresh: said } }) };
  }
  return undefined;
}

/** Which field a name of another one stands for, and whether it is so even beside an `expires_in`. */
function lifeOf(
  name: string,
  value: number,
): [isSure: boolean, says: { field: string } & Pick<AnswerDeviation, 'unit'>] | undefined {
  const is = (pattern: RegExp) => pattern.test(name.replaceAll('_', ''));
  if (is(/^expiresins(ecs?|econds)?$/i)) return [true, { field: 'expires_in' }];
  if (is(/^expiresinm(s|illis|illiseconds)$/i)) return [false, { field: 'expires_in', unit: 'milliseconds' }];
  if (is(/^expiresinm(ins?|inutes)$/i)) return [false, { field: 'expires_in', unit: 'minutes' }];
  // A moment is many more seconds than any life.
  if (is(/^(expires?|expireson|expiresin|expiry|expiration|(access)?(token)?(ttl|lifetime)|validfor)$/i))
    return [false, { field: value > 1e9 ? 'expires_at' : 'expires_in' }];
  return undefined;
}
