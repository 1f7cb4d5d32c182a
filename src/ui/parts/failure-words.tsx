import type { FailureRecord, Quote } from '../../core/failure.ts';
import { failureText } from '../../core/failure-text.ts';
import { text } from '../text.ts';

/** The server's own words first, then what went wrong, and what to try. */
export function FailureWords({ failure, before }: { failure: FailureRecord; before?: string }) {
  const { sentence, tryThis } = failureText(failure);
  return (
    <p class="small wrap">
      {failure.quote && <Said quote={failure.quote} />}
      <span class="over line-of">
        {before && `${before} `}
        {sentence}
      </span>{' '}
      <span class="quiet line-of">{tryThis}</span>
    </p>
  );
}

/** Both in one sentence's place, beside a field. */
export function FailureLine({ failure }: { failure: FailureRecord }) {
  const { sentence, tryThis } = failureText(failure);
  return (
    <>
      {sentence} {tryThis}
    </>
  );
}

/** `error`, `error_description` and `error_uri` as the server sent them (RFC 6749, section 5.2). */
function Said({ quote: { error, error_description, error_uri, status } }: { quote: Quote }) {
  const hasWords = Boolean(error || error_description);
  if (!hasWords && !error_uri && status === undefined) return null;
  return (
    <>
      <q class="said line-of">
        {error && <b class="code">{error}</b>}
        {error && error_description && ': '}
        {error_description}
        {!hasWords && status !== undefined && text.failure.status(status)}
        {error_uri && <ErrorUri uri={error_uri} />}
      </q>{' '}
    </>
  );
}

/** It is the server's: it opens in a new tab, and only if it is a web page. */
function ErrorUri({ uri }: { uri: string }) {
  const isWebPage = /^https?:\/\//i.test(uri) && URL.canParse(uri);
  return (
    <>
      {' '}
      {isWebPage ? (
        <a href={uri} target="_blank" rel="noopener noreferrer">
          {uri}
        </a>
      ) : (
        uri
      )}
    </>
  );
}
