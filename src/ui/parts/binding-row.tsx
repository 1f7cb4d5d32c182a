import type { BindingView } from '../../core/snapshot.ts';
import { hostNames } from '../../core/url-pattern.ts';
import { rowText } from '../binding-row-text.ts';
import { listOf } from '../list-text.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { BindingMenu } from './binding-menu.tsx';
import { Switch } from './switch.tsx';
import { UserCircle } from './user-circle.tsx';

type Props = { popup: Popup; binding: BindingView };

/** One binding: whose token, to which API, from which pages, and how. */
export function BindingRow({ popup, binding }: Props) {
  const { bindings } = popup;
  const { label, profileName, api, pages, enabled, permitted, mode, methods } = binding;
  const apiText = listOf(api);
  return (
    <li class="line" title={`${label} · ${profileName}`}>
      <div class="row" data-row>
        <UserCircle label={label} off={!enabled} />
        <div class="grow">
          <div class="cut" title={api.join('\n')}>
            {label} → {methods.length > 0 && `${methods.join(', ')} `}
            {apiText}
          </div>
          <div class="small quiet cut" title={pages.join('\n')}>
            {rowText.mode[mode]} · {scopeText(popup, binding)}
          </div>
        </div>
        <Switch label={rowText.switch(label, apiText)} on={enabled} onChange={(on) => bindings.enable(binding, on)} />
        <BindingMenu popup={popup} binding={binding} api={apiText} />
      </div>
      {warnings(binding).map((words) => (
        <p key={words} class="small below soon">
          {words}
        </p>
      ))}
      {!permitted && (
        <div class="row small below" data-row>
          <p class="grow soon">{text.tab.notAllowed(hostNames(binding.hosts))}</p>
          <button type="button" class="soft" onClick={() => bindings.allow(binding)}>
            {text.login.allow}
          </button>
        </div>
      )}
    </li>
  );
}

function scopeText({ status }: Popup, { tabId, windowId, pages }: BindingView): string {
  const tab = status.snapshot.value?.tab;
  if (tabId !== undefined) return tabId === tab?.tabId ? rowText.thisTab : rowText.otherTab;
  if (windowId !== undefined) return windowId === tab?.windowId ? rowText.thisWindow : rowText.otherWindow;
  return rowText.from(listOf(pages));
}

/** What of a binding can't work. */
export function warnings({ notRuled, lacks, replacing, mode }: BindingView): string[] {
  return [
    ...(notRuled.length > 0 ? [rowText.notRuled[mode](listOf(notRuled))] : []),
    ...(lacks.length > 0 ? [rowText.lacks(listOf(lacks))] : []),
    ...(replacing.length > 0 ? [rowText.replacing(listOf(replacing))] : []),
  ];
}
