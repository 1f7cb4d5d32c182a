/** What a page can find out about the browser that it is in: all that an extension might have left there. */
export async function whatAPageFinds(): Promise<Record<string, unknown>> {
  const shapes = (holder: object) =>
    Reflect.ownKeys(holder)
      .map(String)
      .filter((name) => !/^\d+$/.test(name))
      .sort()
      .map((name) => {
        const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
        const text = [value, get, set].map((each) => (typeof each === 'function' ? `${each}` : typeof each));
        return `${name}: ${text} ${JSON.stringify(rest)}`;
      });
  const patched = [XMLHttpRequest, Request, Response, Headers, EventTarget, MessagePort, Promise, History, Document];
  const stack = (error: unknown) => `${(error as Error).stack}`.replaceAll(location.origin, 'OWN').split('\n');
  const refusedCall = await fetch('http://[').catch(stack);
  const { chrome } = globalThis as unknown as { chrome?: Record<string, unknown> };
  const style = getComputedStyle(document.body);
  return {
    globals: shapes(window),
    prototypes: patched.map(({ prototype }) => shapes(prototype)),
    chrome: Object.keys(chrome ?? {}).sort(),
    navigator: shapes(Navigator.prototype),
    document: [document.documentElement.outerHTML.replaceAll(location.origin, 'OWN'), shapes(document)],
    styles: [
      document.styleSheets.length,
      document.adoptedStyleSheets.length,
      [...style].map((name) => style.getPropertyValue(name)),
    ],
    // Of those that don't tell of time.
    entries: ['navigation', 'resource', 'mark', 'measure'].flatMap((type) =>
      performance.getEntriesByType(type).map(({ name }) => `${type} ${name.replace(location.origin, 'OWN')}`),
    ),
    stacks: [refusedCall, stack(new Error('own')), Object.keys(Error)],
    kept: [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      navigator.serviceWorker.controller,
    ],
    heard: (globalThis as unknown as { heard: string[] }).heard,
  };
}

/** Runs in a page before everything else: notes what happens on its window and document that it did not do itself. */
export function listen(): void {
  const heard: string[] = [];
  (globalThis as unknown as { heard: string[] }).heard = heard;
  for (const name of ['tokendock:offer', 'tokendock:ready', 'message', 'securitypolicyviolation']) {
    for (const target of [window, document]) target.addEventListener(name, () => heard.push(name), true);
  }
  const dispatch = EventTarget.prototype.dispatchEvent;
  const spy = function (this: EventTarget, event: Event) {
    heard.push(`dispatched ${event.type}`);
    return dispatch.call(this, event);
  };
  EventTarget.prototype.dispatchEvent = spy;
}

/** What comes of asking for a file by each means that a page has. */
export async function askForFile(url: string): Promise<Record<string, string>> {
  const element = <Tag extends 'img' | 'script' | 'link' | 'iframe' | 'audio'>(
    tag: Tag,
    name: string,
    more: object = {},
  ) =>
    new Promise<string>((resolve) => {
      const made = Object.assign(document.createElement(tag), more, {
        onload: () => resolve('loaded'),
        onerror: () => resolve('failed'),
      });
      made.setAttribute(name, url);
      document.body.append(made);
    });
  const by = {
    fetch: fetch(url).then(
      ({ status }) => `${status}`,
      (error) => `${error}`,
    ),
    'fetch without CORS': fetch(url, { mode: 'no-cors' }).then(
      ({ type }) => type,
      (error) => `${error}`,
    ),
    xhr: new Promise<string>((resolve) => {
      const call = new XMLHttpRequest();
      call.onloadend = () => resolve(`${call.status} ${call.responseURL}`);
      call.open('GET', url);
      call.send();
    }),
    image: element('img', 'src'),
    script: element('script', 'src'),
    style: element('link', 'href', { rel: 'stylesheet' }),
    frame: element('iframe', 'src'),
    media: element('audio', 'src'),
    worker: new Promise<string>((resolve) => {
      try {
        new Worker(url).onerror = () => resolve('failed');
      } catch (error) {
        resolve((error as Error).name);
      }
    }),
    module: element('script', 'src', { type: 'module' }),
  };
  const outcomes: Record<string, string> = {};
  for (const [name, outcome] of Object.entries(by)) outcomes[name] = (await outcome).replaceAll(url, 'URL');
  const entries = performance.getEntriesByType('resource').filter(({ name }) => name === url);
  return {
    ...outcomes,
    entries: entries
      .map((each) => (each as PerformanceResourceTiming).initiatorType)
      .sort()
      .join(),
  };
}
