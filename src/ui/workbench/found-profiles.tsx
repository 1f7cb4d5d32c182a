import type { ReadForeignText, ReadProfile } from '../../messages.ts';
import { grantNames } from '../grant-text.ts';
import { createImporting } from '../models/importing.ts';
import type { Workbench } from '../models/workbench.ts';
import { transferText as words } from '../transfer-text.ts';
import { Fact } from './facts.tsx';

/** What a text was taken for, and each profile that it holds. */
export function FoundProfiles({ workbench, read }: { workbench: Workbench; read: ReadForeignText }) {
  const importing = workbench.model(createImporting);
  const { kind, profiles, refused } = read;
  const left = profiles.filter(({ draft }) => !importing.isHere(draft.id));
  return (
    <>
      <div class="row">
        <p class="grow ok">{words.recognised(words.kinds[kind], profiles.length)}</p>
        {left.length > 1 && (
          <button
            type="button"
            class="soft"
            aria-disabled={importing.saving.value}
            onClick={() => void importing.saveAll(profiles)}
          >
            {words.saveAll(left.length)}
          </button>
        )}
      </div>
      <Sentences title={words.refused} sentences={refused} level="h3" />
      {profiles.map((profile) => (
        <FoundProfile key={profile.draft.id} workbench={workbench} profile={profile} />
      ))}
    </>
  );
}

function FoundProfile({ workbench, profile }: { workbench: Workbench; profile: ReadProfile }) {
  const { popup } = workbench;
  const importing = workbench.model(createImporting);
  const { draft, notUnderstood, remarks } = profile;
  const name = draft.name || words.unnamed;
  const isHere = importing.isHere(draft.id);
  const isSaved = popup.status.snapshot.value?.profiles.some(({ id }) => id === draft.id);
  const hasTwin = popup.status.snapshot.value?.profiles.some((each) => each.name === name && each.id !== draft.id);
  const missing = importing.refused.value[draft.id];
  return (
    <section class="card stack" aria-label={name}>
      <div class="row">
        <h3 class="grow cut">{name}</h3>
        {isSaved && <span class="ok small">{words.saved}</span>}
        <button
          type="button"
          class={isHere ? 'soft' : 'main'}
          aria-label={isHere ? words.hereLabel(name) : words.openLabel(name)}
          onClick={() => workbench.go({ profileId: importing.open(profile), view: 'setup' })}
        >
          {isHere ? words.here : words.open}
        </button>
      </div>
      {missing && !isHere && <p class="soon small">{words.missing(missing)}</p>}
      {hasTwin && !isHere && <p class="small quiet">{words.twin}</p>}
      <dl class="facts">
        {factsOf(profile).map(([label, value]) => (
          <Fact plain key={label} name={label} value={value} />
        ))}
      </dl>
      <Sentences title={words.notUnderstood} sentences={notUnderstood} />
      <Sentences title={words.remarks} sentences={remarks} />
      {notUnderstood.length === 0 && <p class="small quiet">{words.allUnderstood}</p>}
    </section>
  );
}

type SentencesProps = { title: string; sentences: readonly string[]; level?: 'h3' | 'h4' };

function Sentences({ title, sentences, level: Heading = 'h4' }: SentencesProps) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <Heading>{title}</Heading>
      <ul class="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** What is shown of a profile before it is opened; of secrets, that they are there. */
function factsOf({ api, draft, token }: ReadProfile): [label: string, value: string][] {
  const { assertion, client_id, client_secret, endpoints, grant_type, issuer, parameters, password, scope } = draft;
  const servers = [issuer, ...Object.values(endpoints)].filter(Boolean);
  const all: [string, string][] = [
    [words.grant, grantNames[grant_type]],
    [words.server, [...new Set(servers)].join('\n')],
    [words.client, client_id],
    [words.scope, scope],
    [words.parameters, [...new Set(parameters.map(({ name }) => name))].join(', ')],
    [words.secrets, client_secret || password || assertion ? words.secretsRead : ''],
    [words.api, api.join('\n')],
    [words.tokens, Object.keys(token).length > 0 ? words.tokensRead : ''],
  ];
  return all.filter(([, value]) => value);
}
