import type { GrantRequest } from './generic.ts';

/** A token with its type identifier (RFC 8693, section 3). */
export type TypedToken = { text: string; type: string };

/** A token in exchange for another (RFC 8693, section 2.1): on behalf of the subject, and where given by the actor. */
export function tokenExchangeRequest(subject: TypedToken, actor: TypedToken | undefined): GrantRequest {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    parameters: {
      subject_token: subject.text,
      subject_token_type: subject.type,
      actor_token: actor?.text,
      actor_token_type: actor?.type,
    },
    secrets: [subject.text, actor?.text],
  };
}

/** The type identifier of a part of a token (RFC 8693, section 3). */
export function tokenType(part: 'access_token' | 'refresh_token' | 'id_token'): string {
  return `urn:ietf:params:oauth:token-type:${part}`;
}
