import type { FailureRecord, Quote } from '../../core/failure.ts';
import { failureText } from '../../core/failure-text.ts';
import { text } from '../text.ts';

/** What went wrong, what the server said about it, and what to try. */
export function FailureText({ failure, before }: { failure: FailureRecord; before?: string }) {
  const { sentence, tryThis } = failureText(failure);
  const quote = failure.quote && quoteText(failure.quote);
  return (
    <p class="small wrap">
      <span class="over">
        {before && `${before} `}
        {sentence} {quote && <q>{quote}</q>}
      </span>
      <span class="quiet try">
        {tryThis}
        {failure.quote?.error_uri && <ErrorUri uri={failure.quote.error_uri} />}
      </span>
    </p>
  );
}

/** The server's own words. The URI is the server's too: it opens in a new tab, and only if it is a web page. */
function ErrorUri({ uri }: { uri: string }) {
  const isWebPage = /^https?:\/\//i.test(uri) && URL.canParse(uri);
  return (
    <>
      {' '}
      {text.failure.more}{' '}
      {isWebPage ? (
        <a href={uri} target="_blank" rel="noreferrer">
          {uri}
        </a>
      ) : (
        uri
      )}
    </>
  );
}

function quoteText({ error, error_description, status }: Quote): string {
  const words = [error, error_description].filter(Boolean).join(': ');
  return words || (status === undefined ? '' : text.failure.status(status));
}
