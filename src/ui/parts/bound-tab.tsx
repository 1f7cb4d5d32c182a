import type { TabActivity } from '../../core/activity.ts';
import { becauseOf, bindingsFor } from '../../core/precedence.ts';
import type { BindingView, Snapshot } from '../../core/snapshot.ts';
import { hostNames, hostPattern, type UrlPattern } from '../../core/url-pattern.ts';
import { later } from '../later.tsx';
import { listOf } from '../list-text.ts';
import type { Popup } from '../models/popup.ts';
import { pageOf } from '../tab-binding.ts';
import { text } from '../text.ts';
import { Proof } from './proof.tsx';
import { Switch } from './switch.tsx';
import { UserCircle } from './user-circle.tsx';

const BindingGaps = later(async () => (await import('./binding-gaps.tsx')).BindingGaps);
const RecentRequests = later(async () => (await import('../activity/recent-requests.tsx')).RecentRequests);

type Props = { popup: Popup; binding: BindingView };

/** The user that this tab speaks as, to which API, and whether it works. */
export function BoundTab({ popup, binding }: Props) {
  const { label, profileName, enabled } = binding;
  const [first] = binding.put;
  const inQuery = first?.in === 'query' ? first.name : tokenOf(popup.status.snapshot.value, binding)?.inQuery;
  const carried = inQuery === undefined ? first?.prefix || first?.name || '' : `?${inQuery}`;
  const on = text.tab.on(carried, listOf(binding.api));
  const why = whyHere(popup.status.snapshot.value, binding);
  return (
    <>
      <div class="row">
        <UserCircle label={label} off={!enabled} />
        <div class="grow">
          <div class="cut" title={`${label} · ${profileName}`}>
            <strong>{label}</strong> <span class="quiet">· {profileName}</span>
          </div>
          <div class="small quiet cut" title={binding.api.join('\n')}>
            {on}
          </div>
          {why && <div class="small quiet">{why}</div>}
        </div>
        <Switch label={text.tab.switch} on={enabled} onChange={(next) => popup.bindings.enable(binding, next)} />
      </div>
      <TabNote popup={popup} binding={binding} />
    </>
  );
}

/** Why this binding and not another one, where there is another one. */
function whyHere(snapshot: Snapshot | undefined, binding: BindingView): string | undefined {
  const page = snapshot && pageOf(snapshot);
  if (!page || !binding.enabled) return undefined;
  const all = snapshot.bindings.filter(({ permitted }) => permitted);
  const [own, ...others] = bindingsFor(all, page);
  const next = others.find((other) => other.tokenId !== binding.tokenId && sharesHost(binding.api, other.api));
  return own?.id === binding.id && next ? text.binding.why[becauseOf(own, next)](labelIn(all, next.id)) : undefined;
}

function labelIn(bindings: readonly BindingView[], id: string): string {
  return bindings.find((each) => each.id === id)?.label ?? '';
}

function sharesHost(some: readonly UrlPattern[], others: readonly UrlPattern[]): boolean {
  return some.some((one) => others.some((other) => hostPattern(one) === hostPattern(other)));
}

/** What stands in the way, or else the proof that it works. */
function TabNote({ popup, binding }: Props) {
  const tab = popup.status.snapshot.value?.tab;
  const token = tokenOf(popup.status.snapshot.value, binding);
  if (!binding.enabled) return <p class="note small quiet">{text.tab.off}</p>;
  if (!binding.permitted) {
    return (
      <div class="note row small">
        <p class="grow soon">{text.tab.notAllowed(hostNames(binding.hosts))}</p>
        <button type="button" class="main" onClick={() => popup.bindings.allow(binding)}>
          {text.login.allow}
        </button>
      </div>
    );
  }
  if (tab?.needsReload) {
    return (
      <div class="note row small">
        <p class="grow quiet">{text.tab.reload}</p>
        <button type="button" class="soft" onClick={() => popup.bindings.reload(tab.tabId)}>
          {text.tab.reloadButton}
        </button>
      </div>
    );
  }
  return (
    <>
      <BindingGaps popup={popup} binding={binding} />
      <Proof popup={popup} activity={ofBinding(tab?.activity, binding)} token={token} />
      {tab && <RecentRequests key={tab.tabId} popup={popup} tabId={tab.tabId} tokenId={binding.tokenId} />}
    </>
  );
}

/** Of several bindings in one tab the last one to act is counted. */
function ofBinding(activity: TabActivity | undefined, { id }: BindingView): TabActivity | undefined {
  return activity?.last.bindingId === id ? activity : undefined;
}

function tokenOf(snapshot: Snapshot | undefined, binding: BindingView) {
  const tokens = snapshot?.profiles.flatMap((profile) => profile.tokens);
  return tokens?.find((token) => token.id === binding.tokenId);
}
