/** Every way in which something can go wrong, with the sentence for the tester and what to try. `{name}` is filled in. */
export const failures = {
  issuer_not_a_url: [
    '“{issuer}” is not a URL.',
    'Type the issuer as the server’s documentation writes it, for example https://id.example.com.',
  ],
  issuer_without_metadata: [
    '{issuer} publishes no OpenID Connect or RFC 8414 document.',
    'Check the issuer, or type the endpoints yourself.',
  ],
  issuer_answers_html: [
    '{issuer} answered with a web page instead of its metadata.',
    'The issuer is often a longer URL (a realm, tenant or “/v2.0”). Or type the endpoints yourself.',
  ],
  issuer_is_another: [
    'The metadata found at {issuer} says that its issuer is {found}.',
    'If {found} is the server you mean, put it into the issuer field.',
  ],
  metadata_invalid: [
    'The metadata of {issuer} can’t be used: {reason}.',
    'Tell the server’s team, or type the endpoints yourself.',
  ],
  endpoint_missing: ['The profile has no {endpoint}, and the server’s metadata names none.', 'Type it in the profile.'],
  insecure_endpoint: [
    '{url} is not encrypted (http), although the issuer is.',
    'Tokendock sends no secret there. Correct the endpoint in the profile.',
  ],
  server_unreachable: [
    '{host} can’t be reached.',
    'Check that the server runs, that the address is right, and that its certificate is trusted by this browser.',
  ],
  answer_cut: [
    'The answer of {host} broke off in the middle.',
    'Try again. A token that was in it is lost; if the server then refuses what this token is renewed with, sign in again.',
  ],
  server_slow: ['{host} gave no answer for {seconds} seconds.', 'Try again, or ask the server’s team.'],
  server_error: [
    '{host} answered with an error ({status}).',
    'The fault is on the server’s side. Try again, or ask its team.',
  ],
  server_redirects: [
    '{host} answered with a redirect to {location}.',
    'Credentials don’t follow redirects. Put the right URL into the profile (often only a slash at the end is missing).',
  ],
  answer_not_json: ['{host} answered with {contentType} instead of JSON.', 'Check the token endpoint in the profile.'],
  answer_xml_refused: [
    '{host} answered with XML that has comments, CDATA, entities or a document type in it.',
    'Tokendock reads only plain XML. See whether the server gives JSON for a header “Accept” or a parameter “format”.',
  ],
  setting_needed: [
    '{host} puts “{field}” elsewhere than RFC 6749 says: at “{found}”.',
    'Take this over into the provider’s deviations, then try again.',
  ],
  token_host_refused: [
    'The answer wants the token to be asked from {host} ({parameter}).',
    'Nothing was sent there. If that host is the provider’s, add it to the hosts that the profile allows.',
  ],
  answer_broken: ['The answer of {host} is broken JSON.', 'Try again. If it stays so, tell the server’s team.'],
  answer_not_conform: ['The answer of {host} breaks the protocol: {reason}.', 'Tell the server’s team.'],
  authorization_refused: ['The server refused the sign-in.', 'Read what it says, then try again.'],
  token_refused: ['{host} refused to give a token.', 'Read what it says, then try again.'],
  client_refused: [
    '{host} does not accept this client.',
    'Check client id, client secret and client authentication in the profile.',
  ],
  scope_refused: ['{host} refused the scope.', 'Remove the scope that the client may not have.'],
  grant_expired: ['{host} no longer accepts what this token is renewed with.', 'Sign in again.'],
  state_wrong: [
    'The answer belongs to another sign-in (its state is not the one that was sent).',
    'Nothing was taken from it. Try again; if it stays so, somebody may be tampering.',
  ],
  redirect_wrong: [
    'The answer came to another redirect URI than the one of this sign-in.',
    'Nothing was taken from it. Try again; if it stays so, the server sends the answers of another client here.',
  ],
  callback_too_long: [
    'The answer of the sign-in page is far too long: more than 200,000 characters.',
    'Nothing was taken from it. Tell the server’s team.',
  ],
  issuer_mixed_up: [
    'The answer comes from another server than the one asked (iss, RFC 9207).',
    'Nothing was taken from it. Check the issuer in the profile.',
  ],
  id_token_invalid: ['The ID token is not valid: {reason}.', 'No token was kept. Tell the server’s team.'],
  issuer_needed: [
    'The server sent an ID token, and the profile names no issuer to check it against.',
    'Type the issuer in the profile, or remove the scope “openid”.',
  ],
  clock_skewed: [
    'The ID token’s times don’t fit this computer’s clock: {reason}.',
    'Set the clock of this computer, or of the server, right.',
  ],
  answer_untrusted: [
    'The signed answer of {host} is not valid: {reason}.',
    'Nothing was taken from it. Tell the server’s team.',
  ],
  answer_encrypted: [
    'The answer of {host} is encrypted, and Tokendock can’t decrypt it.',
    'Register the client for answers that are only signed (without id_token_encrypted_response_alg, for example).',
  ],
  user_too_late: ['Nobody confirmed this sign-in before it ended.', 'Try again.'],
  key_gone: ['The key that this profile signs with was deleted.', 'Choose or make another one in the profile.'],
  source_gone: ['The token that this profile exchanges was forgotten.', 'Choose another one in the profile.'],
  header_invalid: ['“{name}” can’t be sent as a header.', 'Correct the name or the value of this parameter.'],
  sign_in_cancelled: ['The sign-in window was closed before the server answered.', 'Try again.'],
  sign_in_interrupted: ['The browser stopped this sign-in before it was finished.', 'Try again.'],
  sign_in_replaced: ['Another sign-in was started for this profile.', 'Finish that one.'],
  window_refused: [
    'The browser could not open the sign-in window: {reason}.',
    'Try again. If the browser blocks windows, allow pop-ups for Tokendock: at the end of the address bar, or in the browser’s settings under “Pop-ups”. Or choose another redirect in the profile.',
  ],
  permission_missing: ['Tokendock may not talk to {hosts} yet.', 'Allow it when the browser asks.'],
  forgotten_meanwhile: ['Everything was forgotten meanwhile.', 'Nothing of it was kept.'],
  profile_gone: ['This profile was deleted.', 'Nothing was kept.'],
  token_gone: ['This token was forgotten.', 'Get a new one.'],
  not_renewable: ['This token can’t be renewed: the server sent no refresh token.', 'Get a new one.'],
  profile_incomplete: ['The profile is not complete: {reason}.', 'Open it and fill in what is marked.'],
  key_invalid: ['This key can’t be used: {reason}.', '{tryThis}'],
  pasted_token_invalid: ['This token can’t be kept: {reason}.', 'Copy it anew from where you got it.'],
  request_refused: ['{host} refused this request.', 'Read what it says, then try again.'],
  id_token_wrong: ['The ID token is not valid: {reason}.', 'Don’t trust what it says. Tell the server’s team.'],
  id_token_over: [
    'The ID token has ended. Apart from that, signature and claims are right.',
    'Get a new one, if something still needs it.',
  ],
  id_token_unchecked: [
    'The ID token can’t be checked: {reason}.',
    'Type the issuer in the profile, and let Tokendock find its metadata.',
  ],
  token_uncheckable: ['This token can’t be checked: {reason}.', 'Choose a way under “Services” of the profile.'],
  id_token_missing: ['The server sent no ID token with this token.', 'Add “openid” to the scope, then get a new one.'],
  not_registered: [
    'Tokendock can’t manage the registration of this client.',
    'Only a client that Tokendock registered itself, at a server that allows it (RFC 7592), can be read and changed here.',
  ],
  api_names_no_server: [
    '{host} does not say where its tokens come from (RFC 9728).',
    'Type the issuer of the authorization server instead.',
  ],
  pages_missing: [
    'These patterns name any host, and no page.',
    'Name the pages that may use the token: on all others it would be anybody’s.',
  ],
  pattern_invalid: ['“{pattern}” is not a URL pattern.', 'Type it like https://api.example.com/*.'],
  expression_invalid: [
    '“{pattern}” is not a regular expression for URLs.',
    'Check its brackets; URLs have no spaces and no letters like ü.',
  ],
  expression_open: [
    '“{pattern}” does not say which hosts it means.',
    'Begin it like regex:^https://api\\.example\\.com/ with \\. for each dot and a / after the host.',
  ],
  expression_slow: [
    '“{pattern}” could take very long on some URLs.',
    'Say where each repeat ends, like [^/]+/ instead of .*/, and repeat no group that repeats or chooses inside.',
  ],
  import_unreadable: ['This can’t be read as {format}: {reason}.', '{tryThis}'],
  import_too_large: [
    'This is too large to be {format}: more than {limit} million characters.',
    'Take the part of it that describes the sign-in.',
  ],
  storage_failed: ['The browser could not store this: {reason}.', 'Free some disk space, then try again.'],
  vault_locked: ['Tokendock is locked.', 'Open it and type your passphrase.'],
  passphrase_wrong: ['This is not the passphrase.', 'Nothing was changed. Try again.'],
  storage_newer: [
    'What is stored here was made by a newer version of Tokendock.',
    'Update Tokendock. Nothing was changed or lost.',
  ],
  storage_blocked: [
    'Pages of another version of Tokendock still hold what is stored.',
    'Close Tokendock’s other tabs and windows, then try again.',
  ],
  storage_emptied: [
    'The browser deleted everything that Tokendock had stored: its site data was cleared, or the disk was full.',
    'Import your profiles, or begin anew.',
  ],
  record_unreadable: [
    'This record can’t be read: its file was damaged, or somebody changed it.',
    'Delete it; everything else is still there.',
  ],
  records_unreadable: [
    '{count} of Tokendock’s records can’t be read: their file was damaged, or somebody changed it.',
    'All others are still there. Delete those if you don’t know better.',
  ],
  sender_refused: ['This message is not allowed from here.', 'Reload the page.'],
  unknown: [
    'Something went wrong that Tokendock does not know: {reason}.',
    'Try again. If it stays so, please report it.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

/** What IndexedDB says, in words. */
const storageReasons: Record<string, string> = {
  QuotaExceededError: 'the disk is full, or the part of it that the browser gives to Tokendock',
  InvalidStateError: 'it was closed while somebody used it',
  AbortError: 'it stopped in the middle, and nothing of it was kept',
};

/** What is wrong in a JWT, by the claim (or part) that it is found in: kinder words than those of whoever found it. */
const jwtReasons: Record<string, string> = {
  iss: 'another server issued it (iss)',
  aud: 'it is for another client (aud)',
  azp: 'it was given to another client (azp)',
  sub: 'it speaks of another user (sub)',
  nonce: 'it belongs to another sign-in (nonce)',
  exp: 'it has ended (exp)',
  nbf: 'it is not good yet (nbf)',
  iat: 'it was issued too long ago (iat)',
  auth_time: 'the user signed in longer ago than was asked for (auth_time)',
  c_hash: 'the code beside it is another one (c_hash)',
  s_hash: 'the state beside it is another one (s_hash)',
  alg: 'it is signed in a way that the server does not announce, or that Tokendock can’t check (alg)',
  broken: 'its header or its claims are no JSON',
  none: 'it is not signed at all (alg “none”)',
  secret: 'it is signed with a client secret that is not this client’s (HS256)',
  keys: 'the keys that the server should publish for it can’t be had, or are broken (jwks_uri)',
  id_token: 'the ID token that was asked for can’t be read in it',
};

type Words = { sentence: string; tryThis: string };
type Told = { code: keyof typeof failures; values: Record<string, string | number> };

/**
 * What went wrong, in a sentence for the tester, and what to try. A record of another version may lack words, or values; version 0.1
 * stored the words themselves.
 */
export function failureText(record: Told & Partial<Words>): Words {
  const { code, values: given = {} } = record;
  const reason = jwtReasons[String(given.claim)] ?? storageReasons[String(given.reason)];
  const values = reason === undefined ? given : { ...given, reason };
  if (record.sentence !== undefined && record.tryThis !== undefined)
    return { sentence: record.sentence, tryThis: record.tryThis };
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}(\.?)/g, (_, name: string, stop: string) => {
      const value = String(values[name] ?? name);
      // A reason that is a sentence of its own brings its full stop along.
      return stop && value.endsWith(stop) ? value : value + stop;
    });
  const [sentence, tryThis] = failures[Object.hasOwn(failures, code) ? code : 'unknown'];
  return { sentence: fill(sentence), tryThis: fill(tryThis) };
}
