import type { DeviceView, LoginView } from '../../core/snapshot.ts';
import { later } from '../later.tsx';
import type { Popup } from '../models/popup.ts';
import { span } from '../span.ts';
import { text } from '../text.ts';

const QrCode = later(async () => (await import('./qr-code.tsx')).QrCode);

type Props = { popup: Popup; login: LoginView };

/** What the user has to do elsewhere: type a code (RFC 8628), or just agree on their own device (CIBA). */
export function DeviceProgress({ popup, login }: Props) {
  const { device, host } = login;
  const code = device?.user_code;
  const ends = device && device.expiresAt - popup.clock.now.value;
  return (
    <div class="line device" data-row>
      <div class="row">
        <span class="spinner" role="progressbar" aria-label={text.login.progress} />
        <p class="grow small" role="status">
          {code ? whereToType(host, device.verification_uri) : text.login.ciba(host)}
        </p>
        <button type="button" class="soft" onClick={() => popup.logins.cancel(login)}>
          {text.login.cancel}
        </button>
      </div>
      {device && code && <UserCode popup={popup} device={device} />}
      {ends !== undefined && (
        <p class="small quiet below">{ends > 0 ? text.login.codeEnds(span(ends)) : text.login.codeEnded}</p>
      )}
    </div>
  );
}

/** A hostile server could have its own sign-in confirmed at a server that the user trusts. */
function whereToType(host: string, page: string): string {
  const at = URL.parse(page)?.host ?? '';
  return at === host || !at ? text.login.deviceCode(host) : text.login.deviceElsewhere(host, at);
}

function UserCode({ popup, device }: { popup: Popup; device: DeviceView }) {
  const { user_code, verification_uri, verification_uri_complete } = device;
  const copied = popup.copying.copied.value === 'user-code';
  const complete = verification_uri_complete && isWebPage(verification_uri_complete) ? verification_uri_complete : '';
  return (
    <div class="below">
      <div class="row">
        <output class="user-code">{user_code}</output>
        <button
          type="button"
          class={copied ? 'soft copy ok' : 'soft copy'}
          aria-label={text.login.copyCode}
          onClick={() => popup.copying.text('user-code', user_code)}
        >
          {copied ? text.copy.done : text.copy.button}
        </button>
      </div>
      <p class="small wrap">
        <WebLink href={verification_uri} words={verification_uri} />
      </p>
      {complete && (
        <>
          <p class="small">
            <WebLink href={complete} words={text.login.openWithCode} />
          </p>
          <div class="row">
            <div class="qr">
              <QrCode key={complete} content={complete} label={text.login.qr(complete)} />
            </div>
            <p class="small quiet">{text.login.scan}</p>
          </div>
        </>
      )}
    </div>
  );
}

/** The server's own address: a link only if it is a web page. */
function WebLink({ href, words }: { href: string; words: string }) {
  if (!isWebPage(href)) return <>{href}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}

function isWebPage(href: string): boolean {
  return /^https?:\/\//i.test(href) && URL.canParse(href);
}
