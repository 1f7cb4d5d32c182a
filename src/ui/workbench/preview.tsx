import type { PreviewedRequest } from '../../core/previewed-request.ts';
import type { RequestForm } from '../../messages.ts';
import type { Workbench } from '../models/workbench.ts';
import { FailureText } from '../parts/failure-text.tsx';
import { Menu } from '../parts/menu.tsx';
import { RawText } from '../parts/raw-text.tsx';
import { brokenUp, requestText } from '../raw-request.ts';
import { text } from '../text.ts';
import { workbenchText } from '../workbench-text.ts';

const words = workbenchText.preview;
const forms = Object.keys(words.forms) as RequestForm[];

async function writtenAs(form: RequestForm, request: PreviewedRequest): Promise<string> {
  return (await import('../../formats/request-as.ts')).requestAs(form, request);
}

/** The requests that a login will send, as one reads them in an RFC. */
export function Preview({ workbench }: { workbench: Workbench }) {
  const { failure, requests } = workbench.preview;
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h3 id="preview-title">{words.title}</h3>
      <p class="small quiet">{words.hint}</p>
      {failure.value && <FailureText failure={failure.value} before={words.failed} />}
      {requests.value?.length === 0 && <p class="small quiet">{words.none}</p>}
      <ol>
        {requests.value?.map((request, at) => (
          <li key={at}>
            <Request workbench={workbench} request={request} number={at + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

type Props = { workbench: Workbench; request: PreviewedRequest; number: number };

function Request({ workbench, request, number }: Props) {
  const { copying } = workbench.popup;
  const name = `preview-${number}`;
  const raw = requestText(request);
  const copied = copying.copied.value === name;
  return (
    <>
      <div class="row">
        <h4 class="grow">
          {number}. {request.purpose}
        </h4>
        <button
          type="button"
          class={copied ? 'plain ok' : 'plain'}
          aria-label={words.copyLabel(request.purpose)}
          onClick={() => copying.text(name, raw)}
        >
          {copied ? text.copy.done : words.copy}
        </button>
        <Menu
          id={`${name}-as`}
          label={words.copyAsLabel(request.purpose)}
          face={`${words.copyAs} ▾`}
          look="plain"
          items={forms.map((form) => ({
            text: words.forms[form],
            onClick: () => void copying.text(name, writtenAs(form, request)),
          }))}
        />
      </div>
      <RawText label={request.purpose} raw={brokenUp(raw)} />
    </>
  );
}
