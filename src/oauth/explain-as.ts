import { Failure, type FailureCode } from '../core/failure.ts';
import { type Context, explain } from './explain.ts';

/** Explains an error where no token was asked for: a plain refusal gets the sentence of this code. */
export async function explainAs(refusal: FailureCode, error: unknown, context: Context): Promise<Failure> {
  const failure = await explain(error, context);
  const isPlain = failure.code === 'token_refused' || failure.code === 'authorization_refused';
  return isPlain ? new Failure(refusal, { host: context.host }, failure.quote) : failure;
}
