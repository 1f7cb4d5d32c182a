import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Arms } from '../../src/injection/arms.ts';
import type { Report } from '../../src/injection/report.ts';
import type { StandIn } from '../../src/injection/stand-in.ts';
import { badly, binding, dueBinding, header, parameter, well } from './bindings.ts';
import { type FakePage, fakePage } from './fake-page.ts';

const url = 'https://api.example/users';
let page: FakePage;
let arms: Arms;
let stand: StandIn;
let nativeOpen: XMLHttpRequest['open'];
const report = vi.fn<Report>();

beforeEach(async () => {
  page = fakePage();
  report.mockReset();
  const { createArms } = await import('../../src/injection/arms.ts');
  const { standBeforeXhr } = await import('../../src/injection/page-xhr.ts');
  arms = createArms(vi.fn());
  nativeOpen = XMLHttpRequest.prototype.open;
  stand = standBeforeXhr(arms, report);
  stand(true);
});

/** Opens and sends; the headers as the browser got them. */
function send(headers: [string, string][] = [], to = url, async = true): XMLHttpRequest {
  const xhr = new XMLHttpRequest();
  xhr.open('get', to, async);
  for (const [name, value] of headers) xhr.setRequestHeader(name, value);
  xhr.send('body');
  return xhr;
}

const end = (xhr: XMLHttpRequest, status: number) => (xhr as unknown as { end(status: number): void }).end(status);

describe('a call that a binding names', () => {
  beforeEach(() => arms.set([binding()]));

  it('carries the header in place of the page’s own, which the browser would combine', () => {
    send([
      ['authorization', 'Own'],
      ['AUTHORIZATION', 'Again'],
      ['X-Own', '1'],
      ['x-own', '2'],
    ]);
    expect(page.sent[0]).toMatchObject({
      url,
      body: 'body',
      headers: { authorization: 'Bearer good', 'x-own': '1, 2' },
    });
  });

  it('carries what the API wants besides, each in place of the page’s own', () => {
    arms.set([binding({ parts: [...header('Bearer good'), ...header('me', 'Client-Id')] })]);
    send([
      ['client-id', 'own'],
      ['X-Own', '1'],
    ]);
    expect(page.sent[0]?.headers).toEqual({ authorization: 'Bearer good', 'client-id': 'me', 'x-own': '1' });
  });

  it.each([true, false])('asks the URL that the API wants, the rest of it as it was (async: %s)', (async) => {
    arms.set([binding({ parts: [...parameter('good'), ...header('me', 'Client-Id')] })]);
    const xhr = send([['Authorization', 'Own']], `${url}?flag&access_token=own&b=%20`, async);
    end(xhr, 200);
    expect(page.sent[0]).toMatchObject({
      method: 'get',
      url: `${url}?flag&access_token=good&b=%20`,
      headers: { authorization: 'Own', 'client-id': 'me' },
      body: 'body',
    });
    if (async) expect(report.mock.calls[0]?.[2]).toBe(`${url}?flag&access_token=own&b=%20`);
  });

  it('is reported once, with its status', () => {
    const xhr = send();
    end(xhr, 204);
    end(xhr, 204);
    expect(report).toHaveBeenCalledTimes(1);
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ did: 'added' }), 'GET', url, 204);
  });

  it('is reported when the page starts over in its own listener', () => {
    const xhr = new XMLHttpRequest();
    xhr.addEventListener('loadend', () => xhr.open('GET', `${url}/next`), { once: true });
    xhr.open('GET', url);
    xhr.send();
    end(xhr, 200);
    xhr.send();
    end(xhr, 404);
    expect(report.mock.calls.map(([, , , status]) => status)).toEqual([200, 404]);
  });

  it('is refused a bad header by the browser, at once', () => {
    expect(() => send([['a b', 'c']])).toThrow(expect.objectContaining({ name: 'SyntaxError' }));
  });

  it('is no business of a request that is not open', () => {
    const xhr = new XMLHttpRequest();
    expect(() => xhr.setRequestHeader('a', 'b')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    expect(() => xhr.send()).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
  });

  it('goes to the URL that the binding named, whatever another window’s `open` did meanwhile', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url);
    Reflect.apply(nativeOpen, xhr, ['GET', 'https://evil.example/']);
    xhr.send();
    expect(page.sent).toMatchObject([{ url, headers: { authorization: 'Bearer good' } }]);
  });

  it('keeps the page’s own header when the browser takes no such value', () => {
    arms.set([binding({ parts: header('a\nb') })]);
    send([['authorization', 'Own']]);
    expect(page.sent[0]?.headers).toEqual({ authorization: 'Own' });
  });

  it('works for a subclass', () => {
    const Own = class extends XMLHttpRequest {};
    const xhr = new Own();
    xhr.open('GET', url);
    xhr.send();
    expect(page.sent[0]?.headers).toEqual({ authorization: 'Bearer good' });
  });
});

it('leaves a call alone that no binding names', () => {
  arms.set([binding()]);
  const xhr = send([['authorization', 'Own']], 'https://elsewhere.example/');
  end(xhr, 200);
  expect(page.sent[0]?.headers).toEqual({ authorization: 'Own' });
  expect(report).not.toHaveBeenCalled();
});

it('resolves a URL against the document, as the browser does', () => {
  arms.set([binding({ api: ['^https://app\\.example/start/users$'] })]);
  send([], 'users#part');
  expect(page.sent[0]).toMatchObject({
    url: 'https://app.example/start/users',
    headers: { authorization: 'Bearer good' },
  });
});

describe('a call that waits', () => {
  beforeEach(() => arms.set([dueBinding()]));

  it('leaves with the new token', () => {
    send([['x-own', '1']]);
    expect(page.sent).toEqual([]);
    arms.set([binding({ parts: header('Bearer new') })]);
    arms.answered('one', well);
    expect(page.sent[0]?.headers).toEqual({ authorization: 'Bearer new', 'x-own': '1' });
  });

  it('leaves with the page’s own header when there is no answer', () => {
    const xhr = send([['authorization', 'Own']]);
    arms.answered('one', badly);
    end(xhr, 401);
    expect(page.sent[0]?.headers).toEqual({ authorization: 'Own' });
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ did: 'let_go' }), 'GET', url, 401);
  });

  it('is as good as sent for the page', () => {
    const xhr = send();
    expect(() => xhr.send()).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
    expect(() => xhr.setRequestHeader('a', 'b')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
  });

  it('never leaves when the page gives it up', () => {
    const events: string[] = [];
    const xhr = new XMLHttpRequest();
    for (const type of ['abort', 'loadend']) xhr.addEventListener(type, () => events.push(type));
    xhr.open('GET', url);
    xhr.send();
    xhr.abort();
    arms.answered('one', well);
    expect(events).toEqual(['abort', 'loadend']);
    expect(page.sent).toEqual([]);
  });

  it('is forgotten when the page opens another in its place', () => {
    const xhr = send();
    xhr.open('GET', 'https://elsewhere.example/');
    xhr.send();
    arms.answered('one', well);
    expect(page.sent.map((each) => each.url)).toEqual(['https://elsewhere.example/']);
  });

  it('does not wait when it is synchronous', () => {
    send([], url, false);
    expect(page.sent[0]?.headers).toEqual({ authorization: 'Bearer old' });
    expect(report).toHaveBeenCalledTimes(1);
  });
});

describe('before the bridge has answered', () => {
  it('holds the headers of every call, and loses none', () => {
    send([['authorization', 'Own']]);
    send([['x-own', '1']], 'https://elsewhere.example/');
    arms.set([binding()]);
    expect(page.sent.map(({ headers }) => headers)).toEqual([{ authorization: 'Bearer good' }, { 'x-own': '1' }]);
  });

  it('stays in place while a call is open, whose headers would be lost', () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url);
    xhr.setRequestHeader('x-own', '1');
    arms.set([]);
    stand(false);
    xhr.send();
    expect(page.sent[0]?.headers).toEqual({ 'x-own': '1' });
  });

  it.each<[string, (xhr: XMLHttpRequest) => void]>([
    ['is sent', () => undefined],
    ['is opened anew', (xhr) => xhr.open('GET', 'about:blank')],
    [
      'is aborted and opened anew',
      (xhr) => {
        xhr.abort();
        xhr.open('GET', 'about:blank');
      },
    ],
  ])('goes out of the way of a page without bindings when the call that was open %s', (_, end) => {
    end(send());
    arms.set([]);
    stand(false);
    arms.set([binding()]);
    send();
    expect(page.sent.at(-1)?.headers).toEqual({});
  });

  it('lets a call that was aborted be opened anew, whatever is bound before it is sent', () => {
    const xhr = send();
    xhr.abort();
    arms.set([]);
    stand(false);
    xhr.open('GET', url);
    arms.set([binding()]);
    stand(true);
    xhr.send();
    expect(page.sent).toHaveLength(1);
  });

  it('stays in place where a call left by an order, and may come back', () => {
    send();
    arms.set([binding()]);
    stand(false);
    send();
    expect(page.sent.at(-1)?.headers).toEqual({ authorization: 'Bearer good' });
  });
});
