import { type Blanks, filledText } from '../../core/fill-from-preset.ts';
import type { Preset } from '../../core/preset.ts';
import { providerText } from '../provider-text.ts';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** Where the client is registered, which redirect URIs are taken, and where all this is from. */
export function ProviderFacts({ preset, blanks }: { preset: Preset; blanks: Blanks }) {
  const { register, redirect, apis, documentation, unchecked } = preset;
  const page = filledText(preset, blanks, register.url);
  const addresses = apis.flatMap((each) => filledText(preset, blanks, each) ?? []);
  return (
    <div class="part stack small">
      <p>
        {providerText.register}
        {page ? <Outside url={page}>{new URL(page).host}</Outside> : register.url}: {register.at}
      </p>
      <p>
        <b>{providerText.redirect}</b>: {redirect}
      </p>
      {addresses.length > 0 && (
        <p class="wrap">
          <b>{providerText.api}</b>: {addresses.join(', ')}
        </p>
      )}
      {unchecked.length > 0 && <p class="soon">{providerText.unchecked(unchecked)}</p>}
      <details class="flat">
        <summary>{providerText.more}</summary>
        <ul class="wrap">
          {documentation.map(({ url, read }) => (
            <li key={url}>
              <Outside url={url}>{url.replace('https://', '')}</Outside>,{' '}
              {providerText.read(day.format(new Date(read)))}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Outside({ url, children }: { url: string; children: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
