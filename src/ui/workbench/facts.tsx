import { moment } from '../moment.ts';
import { claimMeanings, timeClaims } from '../token-text.ts';

/** `meanings` are those that the tester knows, by name. */
type Props = { fields: Record<string, unknown>; meanings?: Record<string, string>; now: number };

/** Names and values as a person reads them: times in words, and what a registered name means. */
export function Facts({ fields, meanings = {}, now }: Props) {
  return (
    <dl class="facts">
      {Object.entries(fields).map(([name, value]) => (
        <Fact
          key={name}
          name={name}
          meaning={meanings[name] ?? claimMeanings[name]}
          value={valueText(name, value, now)}
        />
      ))}
    </dl>
  );
}

/** A plain name is a word of ours, not the protocol's. */
type FactProps = { name: string; meaning?: string | undefined; value: string; plain?: boolean };

export function Fact({ name, meaning, value, plain = false }: FactProps) {
  return (
    <div>
      <dt>
        <span class={plain ? 'quiet' : 'code'}>{name}</span> {meaning && <span class="small quiet">{meaning}</span>}
      </dt>
      <dd class="wrap">{value}</dd>
    </div>
  );
}

function valueText(name: string, value: unknown, now: number): string {
  if (typeof value === 'number' && timeClaims.includes(name)) return moment(value * 1000, now);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
}
