import type { BindingView } from '../../core/snapshot.ts';
import { hostNames } from '../../core/url-pattern.ts';
import { listOf } from '../list-text.ts';
import type { Popup } from '../models/popup.ts';
import { text } from '../text.ts';
import { Switch } from './switch.tsx';
import { UserCircle } from './user-circle.tsx';

type Props = { popup: Popup; binding: BindingView; tabId: number | undefined };

/** One binding: whose token, to which API, from which pages. */
export function BindingRow({ popup, binding, tabId }: Props) {
  const { bindings } = popup;
  const { label, profileName, api, pages, enabled, permitted } = binding;
  const apiText = listOf(api);
  return (
    <li class="line" title={`${label} · ${profileName}`}>
      <div class="row" data-row>
        <UserCircle label={label} off={!enabled} />
        <div class="grow">
          <div class="cut" title={api.join('\n')}>
            {label} → {apiText}
          </div>
          <div class="small quiet cut" title={pages.join('\n')}>
            {scopeOf(binding, tabId)}
          </div>
        </div>
        <Switch
          label={text.binding.switch(label, apiText)}
          on={enabled}
          onChange={(on) => bindings.enable(binding, on)}
        />
        <button
          type="button"
          class="plain"
          aria-label={text.binding.removeLabel(label, apiText)}
          onClick={() => bindings.remove(binding)}
        >
          {text.binding.remove}
        </button>
      </div>
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

function scopeOf(binding: BindingView, tabId: number | undefined): string {
  if (binding.tabId === undefined) return text.binding.from(listOf(binding.pages));
  return binding.tabId === tabId ? text.binding.thisTab : text.binding.otherTab;
}
