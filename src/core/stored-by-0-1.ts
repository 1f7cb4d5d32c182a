import type { FailureRecord, Quote } from './failure.ts';
import type { Parameter } from './parameter.ts';
import type { EndpointName } from './profile.ts';
import type { StoredBy02 } from './stored-by-0-2.ts';

/** A failure kept the words themselves: `failureText` still says them. */
type FailureBy01 = { code: FailureRecord['code']; sentence: string; tryThis: string; quote?: Quote };

type FirstEndpoint = Extract<
  EndpointName,
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'refresh_endpoint'
  | 'userinfo_endpoint'
  | 'introspection_endpoint'
  | 'revocation_endpoint'
>;

/** What version 0.2 knew of a client and its server, and this one not yet. */
type What = {
  grant_type: 'authorization_code' | 'client_credentials';
  token_endpoint_auth_method: 'none' | 'client_secret_basic' | 'client_secret_post';
  /** Extra parameters went with the authorization request only. */
  authorizationParameters: Pick<Parameter, 'name' | 'value'>[];
};
type Kept = 'id' | 'name' | 'description' | 'issuer' | 'metadata' | 'client_id' | 'client_secret' | 'scope';

/** Version 0.1 had two grants, no keys and no traces. `profileOfToday` reads its profiles, `draftOfToday` its forms. */
export type StoredBy01 = Pick<StoredBy02, 'bindings'> & {
  profiles: Pick<StoredBy02['profiles'], Kept | 'position' | 'deletedAt' | 'scopeSeparator' | 'redirect'> &
    What & { endpoints: { [Name in FirstEndpoint]?: string } };
  tokens: Omit<StoredBy02['tokens'], 'dpopKeyId' | 'renewal'> & {
    renewal?: { failedAt: number; failure: FailureBy01 };
  };
  logins: Omit<StoredBy02['logins'], 'dpopKeyId' | 'waiting' | 'failure' | 'step'> & {
    step: Exclude<StoredBy02['logins']['step'], 'waiting_for_user'>;
    failure?: FailureBy01;
  };
  drafts: Pick<StoredBy02['drafts'], Kept | 'scopeSeparator' | 'redirect' | 'redirect_uri'> &
    What & { endpoints: { [Name in FirstEndpoint]?: string } };
};
