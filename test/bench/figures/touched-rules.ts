import type { Page } from 'puppeteer';
import { aBinding, aProfile, aToken } from '../../core/support/records.ts';
import { counted, type Figure } from '../support/figure.ts';
import { putRecords } from '../support/put-records.ts';
import type { Stage } from '../support/stage.ts';
import { tellBackground } from '../support/tell-background.ts';

const tabs = 500;
/** The youngest: its rules stand before all others. */
const changed = `tab ${tabs}`;

type Rule = { id: number };

/** Which of the browser's rules are other ones after one of 500 tabs was switched off, and on again. */
export async function touchedRules(stage: Stage): Promise<Figure[]> {
  const running = await stage.withTokendock();
  const own = await running.openExtensionPage('icon/16.png');
  const obtainedAt = Date.now();
  const bindings = Array.from({ length: tabs }, (_, index) =>
    aBinding({ id: `tab ${index + 1}`, tabId: 10_000 + index, createdAt: obtainedAt + index }),
  );
  const tokens = [aToken({ obtainedAt, expiresAt: obtainedAt + 86_400_000 })];
  await putRecords(own, { profiles: [aProfile()], tokens, bindings });
  const own1 = await switchTo(own, true);
  const without = await switchTo(own, false);
  const again = await switchTo(own, true);
  const ownRules = own1.size - without.size;
  await running.browser.close();
  const count = { browser: stage.name, unit: 'count' } as const;
  return [
    {
      ...count,
      name: `rules touched when 1 of ${tabs} bound tabs is switched off`,
      value: counted(touched(own1, without)),
      atMost: ownRules,
    },
    { ...count, name: 'the same, on again', value: counted(touched(without, again)), atMost: ownRules },
  ];
}

async function switchTo(own: Page, enabled: boolean): Promise<Map<number, string>> {
  await tellBackground(own, 'binding.change', { id: changed, change: { enabled } });
  const rules = await own.evaluate(() =>
    (
      globalThis as unknown as { chrome: { declarativeNetRequest: { getSessionRules(): Promise<Rule[]> } } }
    ).chrome.declarativeNetRequest.getSessionRules(),
  );
  return new Map(rules.map((rule) => [rule.id, JSON.stringify(rule)]));
}

function touched(before: Map<number, string>, after: Map<number, string>): number {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id)).length;
}
