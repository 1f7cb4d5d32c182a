import type { Exchange, Trace } from '../core/exchange.ts';
import { findingText } from '../core/finding-text.ts';
import { requestText, responseText } from './raw-request.ts';
import { traceText } from './workbench-text.ts';

/** A whole trace to be pasted into a ticket. Its secrets are masked already. */
export function copyOfTrace({ what, startedAt, exchanges }: Trace): string {
  const title = `# ${traceText.what[what]}, ${new Date(startedAt).toISOString()}`;
  return [title, ...exchanges.map(copyOfExchange)].join('\n\n');
}

function copyOfExchange({ purpose, took, request, response, findings }: Exchange, index: number): string {
  return [
    `## ${index + 1}. ${purpose} (${traceText.took(took)})`,
    ...findings.map(findingText).map(({ sentence, section }) => `! ${sentence} (${section})`),
    requestText(request),
    response ? responseText(response) : traceText.noAnswer,
  ].join('\n\n');
}

/** Who sends the request of an exchange: the browser goes to the authorization endpoint, and comes back from it. */
export function senderOf({ purpose }: Exchange): 'browser' | 'tokendock' {
  const isPushed = /push/i.test(purpose);
  const isFront = /^(authori[sz]ation (request|response)|callback|sign-in|log ?out)/i.test(purpose);
  return isFront && !isPushed ? 'browser' : 'tokendock';
}

export function hasFailed({ response }: Exchange): boolean {
  return !response || response.status >= 400;
}
