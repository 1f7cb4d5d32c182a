import type { Exchange, Finding } from '../../core/exchange.ts';
import { findingText } from '../../core/finding-text.ts';
import type { Offer } from '../models/settings.ts';
import { RawText } from '../parts/raw-text.tsx';
import { brokenUp, requestText, responseText } from '../raw-request.ts';
import { text } from '../text.ts';
import { hasFailed, senderOf } from '../trace-text.ts';
import { traceText } from '../workbench-text.ts';

type Props = { exchange: Exchange; number: number; onTake: (offer: Offer) => void };

/** One request and its answer, as two arrows; opened, as they stood on the wire. */
export function ExchangeStep({ exchange, number, onTake }: Props) {
  const { findings, purpose, request, response, took } = exchange;
  return (
    <li class={`step from-${senderOf(exchange)}`}>
      <details>
        <summary>
          <span class="arrow out">
            <span class="cut">
              {number}. <b>{purpose}</b>{' '}
              <span class="quiet">
                {request.method} {shortUrl(request.url)}
              </span>
            </span>
          </span>
          <span class="arrow back">
            <span class="cut">
              <b class={hasFailed(exchange) ? 'over' : 'ok'}>{response?.status ?? traceText.noAnswer}</b>{' '}
              <span class="quiet">{traceText.took(took)}</span>
            </span>
          </span>
        </summary>
        <div class="wire">
          <div>
            <h4>{traceText.request}</h4>
            <RawText label={`${traceText.request}: ${purpose}`} raw={brokenUp(requestText(request))} />
          </div>
          <div>
            <h4>{traceText.response}</h4>
            {response ? (
              <RawText label={`${traceText.response}: ${purpose}`} raw={responseText(response)} />
            ) : (
              <p class="over">{traceText.noAnswer}</p>
            )}
          </div>
        </div>
      </details>
      {findings.length > 0 && (
        <ul class="findings">
          {findings.map((finding) => {
            const { sentence, section } = findingText(finding);
            const offer = offerIn(finding);
            return (
              <li key={sentence} class="small">
                <b class="soon">{traceText.finding}:</b> {sentence} <span class="quiet">{section}</span>
                {offer && (
                  <button type="button" class="soft" title={text.setting.hintOnly} onClick={() => onTake(offer)}>
                    {text.setting.offer(offer)}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}

/** The setting that a finding offers. */
function offerIn({ values: { path = '', setting } = {} }: Finding): Offer | undefined {
  return setting === undefined ? undefined : { setting, field: 'expires_in', found: path };
}

function shortUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
