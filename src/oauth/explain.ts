import * as oauth from 'oauth4webapi';
import { Failure, type FailureCode, type Quote } from '../core/failure.ts';
import { hideKnown, mask } from './hide-known.ts';
import { createMasker } from './mask.ts';
import { replaceJwts } from './replace-jwts.ts';
import { textOf } from './server-fetch.ts';

/** What an explanation needs to know: who was asked, and which texts must never be quoted. */
export type Context = {
  host: string;
  secrets?: readonly (string | undefined)[];
  renewing?: boolean;
  /** It was not a token that was asked for, but that the user may be asked. */
  signingIn?: boolean;
};

/** Turns whatever oauth4webapi threw into a failure whose sentence quotes the server and holds no secret. */
export async function explain(error: unknown, context: Context): Promise<Failure> {
  const { host } = context;
  if (error instanceof Failure) {
    return error.quote ? new Failure(error.code, error.values, quote(error.quote, context)) : error;
  }
  if (error instanceof oauth.ResponseBodyError) return refused(error, context);
  if (error instanceof oauth.AuthorizationResponseError) {
    const { error: code, error_description } = error;
    return new Failure(
      code === 'invalid_scope' ? 'scope_refused' : 'authorization_refused',
      { host },
      quote({ error: code, error_description, error_uri: error.cause.get('error_uri') }, context),
    );
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const parameters = error.cause[0]?.parameters;
    return new Failure('token_refused', { host }, quote({ ...parameters, status: error.status }, context));
  }
  if (error instanceof oauth.UnsupportedOperationError) {
    if (/JWE/.test(error.message)) return new Failure('answer_encrypted', { host });
    const code = /JWS/.test(error.message) ? 'id_token_invalid' : 'answer_not_conform';
    return new Failure(code, { host, ...reasonOf(error) });
  }
  // WebCrypto takes none of the keys that the server publishes.
  if (error instanceof DOMException) return new Failure('id_token_invalid', { claim: 'keys' });
  if (error instanceof oauth.OperationProcessingError) return explainProcessing(error, context);
  return new Failure('unknown', { reason: hide(error instanceof Error ? error.message : String(error), context) });
}

function refused(error: oauth.ResponseBodyError, context: Context): Failure {
  const codes = new Map<string, FailureCode>([
    ['invalid_client', 'client_refused'],
    ['unauthorized_client', 'client_refused'],
    ['invalid_scope', 'scope_refused'],
    ['invalid_grant', context.renewing ? 'grant_expired' : 'token_refused'],
    // RFC 8628, section 3.5; OpenID CIBA, section 11.
    ['access_denied', 'authorization_refused'],
    ['expired_token', 'user_too_late'],
  ]);
  const { error: code, error_description, status } = error;
  const said = quote({ error: code, error_description, error_uri: error.cause.error_uri, status }, context);
  const otherwise = context.signingIn ? 'authorization_refused' : 'token_refused';
  return new Failure(codes.get(code) ?? otherwise, { host: context.host }, said);
}

async function explainProcessing(error: oauth.OperationProcessingError, context: Context): Promise<Failure> {
  const { host } = context;
  const cause = error.cause;
  switch (error.code) {
    case oauth.RESPONSE_IS_NOT_JSON: {
      const response = cause as Response;
      const contentType = response.headers.get('content-type')?.split(';')[0] || 'nothing';
      // What the reader of XML leaves alone.
      const isOddXml = /^(?!.*html).*\bxml\b/i.test(contentType) && (await textOf(response)).includes('<!');
      if (isOddXml) return new Failure('answer_xml_refused', { host });
      return new Failure('answer_not_json', { host, contentType }, await quotePage(response, context));
    }
    case oauth.PARSE_ERROR:
      if (/JWT/.test(error.message)) return new Failure('id_token_invalid', { claim: 'broken' });
      return new Failure('answer_broken', { host });
    case oauth.RESPONSE_IS_NOT_CONFORM: {
      const response = cause as Response;
      if (/Key Set/.test(error.message)) return new Failure('id_token_invalid', { claim: 'keys' });
      const said = await quotePage(response, context);
      return response.status >= 500
        ? new Failure('server_error', { host, status: response.status }, said)
        : new Failure(context.signingIn ? 'authorization_refused' : 'token_refused', { host }, said);
    }
    case oauth.JWT_TIMESTAMP_CHECK:
      return new Failure('clock_skewed', reasonOf(error));
    case oauth.JWT_CLAIM_COMPARISON:
    case oauth.KEY_SELECTION:
      return new Failure('id_token_invalid', reasonOf(error));
    case oauth.HTTP_REQUEST_FORBIDDEN:
      return new Failure('insecure_endpoint', { url: String(cause) });
    case oauth.MISSING_SERVER_METADATA:
      return new Failure('endpoint_missing', { endpoint: (cause as { attribute: string }).attribute });
    default:
      if (/"state"/.test(error.message)) return new Failure('state_wrong', {}, saidInCallback(cause, context));
      if (/"iss" \(issuer\) (response parameter )?(missing|value)|"iss" \(issuer\) response/.test(error.message)) {
        return new Failure('issuer_mixed_up');
      }
      if (/JWT/.test(error.message)) return new Failure('id_token_invalid', reasonOf(error));
      return new Failure('answer_not_conform', { host, ...reasonOf(error), reason: hide(error.message, context) });
  }
}

/** Why a JWT was refused; `claim` is what was wrong in it, for which `failureText` has better words. */
function reasonOf({ message, cause }: Error): { reason: string; claim?: string } {
  const { claim: named, attribute } = (cause ?? {}) as { claim?: string; attribute?: string };
  const claim = /"alg"|algorithm/.test(message) ? 'alg' : (named ?? attribute);
  return { reason: message, ...(claim && { claim }) };
}

/** An error that came back without its state is still worth reading. */
function saidInCallback(cause: unknown, context: Context): Quote | undefined {
  const { parameters } = (cause ?? {}) as { parameters?: URLSearchParams };
  if (!parameters?.has('error')) return undefined;
  const [error, error_description] = ['error', 'error_description'].map((name) => parameters.get(name));
  return quote({ error, error_description }, context);
}

/** What the server said, shortened, with every secret that it echoed made unreadable. */
export function quote(said: { [Name in keyof Quote]: unknown }, context: Pick<Context, 'secrets'>): Quote {
  const text = (value: unknown) =>
    typeof value === 'string' && value ? hide(value, context).slice(0, 300) : undefined;
  const { error, error_description, error_uri, status } = said;
  return Object.fromEntries(
    Object.entries({
      error: text(error),
      error_description: text(error_description),
      error_uri: text(error_uri),
      status: typeof status === 'number' ? status : undefined,
    }).filter(([, value]) => value !== undefined),
  );
}

/** Of a page only its beginning is read: expressions are slow over millions of letters. */
const longestPage = 50_000;

/** What an answer that is none of OAuth's says to a person. */
async function quotePage(response: Response, context: Context): Promise<Quote> {
  // It may be a good answer but for its type, with a token in it.
  const masker = createMasker(context.secrets ?? []);
  const body = (await textOf(response)).slice(0, longestPage);
  masker.learn(body);
  const text = plainText(masker.maskText(body));
  return quote({ error_description: text, status: response.status }, context);
}

/** Assertions and request objects are made anew for each request: nobody lists them as secrets. */
function hide(text: string, { secrets = [] }: Pick<Context, 'secrets'>): string {
  return replaceJwts(hideKnown(text, secrets), () => mask);
}

/** What a person would read on a page of HTML. */
function plainText(body: string): string {
  return body
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
