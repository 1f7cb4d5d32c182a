import { text } from '../text.ts';

/** The first run. */
export function Welcome({ onCreate }: { onCreate: () => void }) {
  return (
    <div class="welcome">
      <h2>{text.welcome.title}</h2>
      <p>{text.welcome.sentence}</p>
      <button type="button" class="main" id="new-profile" onClick={onCreate}>
        {text.welcome.create}
      </button>
      <p class="small quiet">{text.welcome.hint}</p>
    </div>
  );
}
