import { Failure, type FailureCode } from '../core/failure.ts';
import { type Context, explain } from './explain.ts';

/** Explains an error where no token was asked for: a plain refusal gets the sentence of this code, and a JWT that is no ID token is not called one. */
export async function explainAs(refusal: FailureCode, error: unknown, context: Context): Promise<Failure> {
  const failure = await explain(error, context);
  const isPlain = failure.code === 'token_refused' || failure.code === 'authorization_refused';
  if (isPlain) return new Failure(refusal, { host: context.host }, failure.quote);
  const isOfJwt = failure.code === 'id_token_invalid' || failure.code === 'clock_skewed';
  return isOfJwt ? new Failure('answer_untrusted', { ...failure.values, host: context.host }) : failure;
}
