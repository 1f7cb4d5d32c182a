import { requests } from './requests.js';

const api = new URL(new URLSearchParams(location.search).get('api') ?? location.origin).origin;
const template = document.querySelector('#row');
const outputs = new Map();

document.querySelector('#api').textContent = `${api}/api`;
document.querySelector('#here').textContent = location.origin;
for (const request of requests) addRow(request);
document.querySelector('#all').addEventListener('click', () => {
  for (const request of requests) if (!request.leaves && !request.alone) make(request);
});
// A request that leaves the page is shown when the visitor comes back.
addEventListener('pageshow', () => {
  for (const request of requests.filter(({ leaves }) => leaves)) {
    const id = sessionStorage.getItem(request.id);
    sessionStorage.removeItem(request.id);
    if (id) askWhatWasSeen(request, id, true);
  }
});

function addRow(request) {
  const row = template.content.cloneNode(true);
  row.querySelector('strong').textContent = request.name;
  row.querySelector('code').textContent = `${request.leaves ?? ''} ${request.path}`.trim();
  row.querySelector('.do').append(trigger(request));
  const output = row.querySelector('output');
  output.id = `${request.id}-result`;
  outputs.set(request.id, output);
  document.querySelector('main').append(row);
}

function trigger(request) {
  const button = document.createElement(request.leaves === 'GET' ? 'a' : 'button');
  button.id = request.id;
  button.className = 'button';
  button.textContent = request.leaves ? 'Go there' : 'Send';
  button.setAttribute('aria-label', `${button.textContent}: ${request.name}`);
  return request.leaves ? leavingTrigger(request, button) : sendingTrigger(request, button);
}

function sendingTrigger(request, button) {
  button.addEventListener('click', () => make(request));
  return button;
}

/** A true link, or a true form around its button, so that the browser navigates as it always does. */
function leavingTrigger(request, button) {
  const form = Object.assign(document.createElement('form'), { method: 'post' });
  const navigates = request.leaves === 'GET' ? button : form;
  const attribute = request.leaves === 'GET' ? 'href' : 'action';
  navigates[attribute] = aim(request).url;
  button.addEventListener('click', () => {
    const { id, url } = aim(request);
    navigates[attribute] = url;
    sessionStorage.setItem(request.id, id);
  });
  if (navigates === form) form.append(button);
  return navigates;
}

/** An id of its own for each request, by which the API's book is asked what arrived. */
function aim({ id: kind, path }) {
  const id = crypto.randomUUID();
  return { id, url: `${api}${path}?${new URLSearchParams({ kind, id })}` };
}

async function make(request) {
  const { id, url } = aim(request);
  show(request, { state: 'pending' });
  let readable = true;
  try {
    await request.send(url);
  } catch {
    // What failed in the page may have arrived all the same; the API knows.
    readable = false;
  }
  await askWhatWasSeen(request, id, readable);
}

async function askWhatWasSeen(request, id, readable) {
  // Nothing tells a page when its beacon has arrived, so the API answers as soon as it has.
  const wait = request.blind ? '&wait' : '';
  const answer = await fetch(`${api}/seen?id=${id}${wait}`);
  const seen = await answer.json();
  show(request, { ...seen, state: seen.status ? String(seen.status) : 'none', readable });
}

function show(request, { state, user, status, authorization, preflight, readable }) {
  const output = outputs.get(request.id);
  output.dataset.status = state;
  if (user) output.dataset.user = user;
  else delete output.dataset.user;
  output.replaceChildren(...parts());
  summarise();

  function* parts() {
    if (state === 'pending') return yield part('span', 'quiet', 'on its way …');
    if (!status) {
      yield part('span', 'bad', preflight ? 'only the CORS preflight' : 'nothing arrived');
      return;
    }
    const mark = part('span', 'mark', (user ?? '?').slice(0, 1).toUpperCase());
    mark.dataset.user = user ?? '';
    yield mark;
    yield part('span', user ? 'who' : 'quiet', user ?? 'nobody');
    yield part('span', user ? 'status' : 'status bad', String(status));
    yield part('code', '', authorization ?? 'no Authorization');
    if (user && !readable) yield part('span', 'bad', 'not readable here');
  }
}

function part(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text, title: text });
}

function summarise() {
  const known = [...outputs.values()].filter(({ dataset }) => dataset.status && dataset.status !== 'pending');
  const users = Map.groupBy(known, ({ dataset }) => dataset.user ?? 'nobody');
  const counts = [...users].map(([user, { length }]) => `${user} in ${length} request${length === 1 ? '' : 's'}`);
  document.querySelector('#summary').textContent = counts.length ? `The API saw ${counts.join(', ')}.` : 'On its way …';
}
