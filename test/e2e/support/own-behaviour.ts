/** What a page does by itself: each gives what the page can tell of it, as JSON. `url` answers with the status and body that are asked for. */
export type Behaviour = (url: string) => unknown;

export const ownBehaviours: Record<string, Behaviour> = {
  'what fetch and XMLHttpRequest look like': () => {
    const { open, send, setRequestHeader, abort } = XMLHttpRequest.prototype;
    const all = { fetch, XMLHttpRequest, open, send, setRequestHeader, abort };
    return Object.entries(all).map(([name, each]) => [
      name,
      each.name,
      each.length,
      `${each}`,
      Object.getOwnPropertyNames(each).sort(),
      Object.hasOwn(each, 'prototype'),
      Object.getPrototypeOf(each) === Function.prototype ? 'Function' : Object.getPrototypeOf(each).name,
    ]);
  },

  'the properties that hold them': () => {
    const shape = (holder: object, name: string) => {
      const { value, ...rest } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
      return [name, typeof value, rest];
    };
    const methods = Object.getOwnPropertyNames(XMLHttpRequest.prototype);
    return [
      shape(window, 'fetch'),
      shape(window, 'XMLHttpRequest'),
      ...methods.map((name) => shape(XMLHttpRequest.prototype, name)),
      XMLHttpRequest.prototype.constructor === XMLHttpRequest,
      new XMLHttpRequest().constructor === XMLHttpRequest,
      new XMLHttpRequest() instanceof XMLHttpRequest,
      Object.getOwnPropertyNames(new XMLHttpRequest()),
      Object.getOwnPropertyNames(window).filter((name) => /dock|inject/i.test(name)),
    ];
  },

  'the errors of fetch': async (url) => {
    const told = async (call: () => Promise<unknown>) => {
      let promise: Promise<unknown>;
      try {
        promise = call();
      } catch (error) {
        return `at once: ${error}`;
      }
      return promise.then(
        () => 'no error',
        (error) => `${error}`,
      );
    };
    const used = new Request(url, { method: 'POST', body: 'hello' });
    await used.text();
    const any = fetch as (...args: unknown[]) => Promise<unknown>;
    return Promise.all([
      told(() => any()),
      told(() => any('http://[')),
      told(() => any(Symbol('url'))),
      told(() => any(url, 1)),
      told(() => any(url, { method: 'TRACE' })),
      told(() => any(url, { method: 'a b' })),
      told(() => any(url, { method: 'GET', body: 'hello' })),
      told(() => any(url, { headers: { 'not good': '1' } })),
      told(() => any(url, { headers: 'no' })),
      told(() => any(url, { mode: 'navigate' })),
      told(() => any(url, { mode: 'odd' })),
      told(() => any(url, { window: 1 })),
      told(() => any(url, { signal: {} })),
      told(() => any(url, { signal: AbortSignal.abort('enough') })),
      told(() => any(url, { cache: 'only-if-cached' })),
      told(() => any(used)),
      told(() => any(url.replace('http://', 'http://me:secret@'))),
      told(() => any.call({}, url)),
      told(() => any.call(undefined, url)),
      told(() => any('nothing://here')),
    ]);
  },

  'the errors of XMLHttpRequest': (url) => {
    const told = (use: (call: XMLHttpRequest) => unknown) => {
      try {
        return `${use(new XMLHttpRequest())}`;
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).constructor.name}`;
      }
    };
    const opened = (use: (call: XMLHttpRequest) => unknown) =>
      told((call) => {
        call.open('POST', url);
        return use(call);
      });
    const any = (call: XMLHttpRequest) =>
      call as unknown as Record<'open' | 'setRequestHeader', (...args: unknown[]) => unknown>;
    return [
      told((call) => any(call).open('GET')),
      told((call) => call.open('a b', url)),
      told((call) => call.open('TRACE', url)),
      told((call) => call.open('GET', 'http://[')),
      told((call) => call.send()),
      told((call) => call.setRequestHeader('x', '1')),
      told(() => XMLHttpRequest.prototype.send.call({} as never)),
      told(() => (XMLHttpRequest as unknown as () => unknown)()),
      opened((call) => any(call).setRequestHeader('x')),
      opened((call) => call.setRequestHeader('not good', '1')),
      opened((call) => call.setRequestHeader('x', 'a\nb')),
      opened((call) => call.setRequestHeader('x', '\u0100')),
      opened((call) => {
        call.send();
        call.setRequestHeader('x', '1');
      }),
      opened((call) => {
        call.send();
        call.send();
      }),
      opened((call) => any(call).setRequestHeader(Symbol('x'), '1')),
    ];
  },

  'in which order fetch reads what it is given': async (url) => {
    const read: string[] = [];
    const watched = (name: string, target: object): object =>
      new Proxy(target, {
        get(from, key, self) {
          read.push(`${name} get ${String(key)}`);
          const value = Reflect.get(from, key, from === target ? from : self);
          return typeof value === 'function' ? value.bind(from) : value;
        },
        has(from, key) {
          read.push(`${name} has ${String(key)}`);
          return Reflect.has(from, key);
        },
        ownKeys(from) {
          read.push(`${name} keys`);
          return Reflect.ownKeys(from);
        },
        getOwnPropertyDescriptor(from, key) {
          read.push(`${name} look ${String(key)}`);
          return Reflect.getOwnPropertyDescriptor(from, key);
        },
      });
    const headers = watched('headers', { accept: 'a/b', 'x-own': '1' });
    const init = watched('init', { method: 'post', headers, body: 'hello', keepalive: true, cache: 'no-store' });
    const input = {
      toString() {
        read.push('input');
        return url;
      },
    };
    const call = fetch(input as unknown as string, init);
    read.push('called');
    const { status } = await call;
    return [status, read];
  },

  'getters that say something else each time': async (url) => {
    let methods = 0;
    let texts = 0;
    const init = {
      get method() {
        methods += 1;
        return methods === 1 ? 'PUT' : 'DELETE';
      },
    };
    const input = {
      toString() {
        texts += 1;
        return texts === 1 ? url : '/elsewhere';
      },
    };
    const response = await fetch(input as unknown as string, init);
    return [response.url === url, response.status, methods, texts];
  },

  'what a call that fetch refuses was read of': async (url) => {
    const read: string[] = [];
    const init = (method: string) => ({
      get method() {
        read.push(`method ${method}`);
        if (method === 'none') throw new RangeError('own');
        return read.length === 1 ? method : 'GET';
      },
      get headers() {
        read.push(`headers ${method}`);
        return {};
      },
    });
    for (const method of ['TRACE', 'none']) {
      await fetch(url, init(method)).catch((error) => read.push(`${error}`));
    }
    return read;
  },

  'a signal that is aborted before, during and after the call': async (url) => {
    const outcomes: unknown[] = [];
    const reason = { enough: true };
    const early = fetch(url, { signal: AbortSignal.abort(reason) });
    outcomes.push(await early.catch((error) => error === reason));
    const during = new AbortController();
    const order: string[] = [];
    const call = fetch(url, { signal: during.signal }).catch((error) => {
      order.push('rejected');
      return error === reason;
    });
    during.signal.addEventListener('abort', () => order.push('event'));
    during.abort(reason);
    order.push('aborted');
    outcomes.push(await call, order);
    const after = new AbortController();
    const response = await fetch(url, { signal: after.signal });
    after.abort();
    outcomes.push(response.status, await response.text().catch(({ name }) => name));
    const timed = fetch(`${url}&wait`, { signal: AbortSignal.timeout(0) });
    outcomes.push(await timed.catch(({ name }) => name));
    return outcomes;
  },

  'the events of XMLHttpRequest': async (url) => {
    const run = (use: (call: XMLHttpRequest) => void, async = true) =>
      new Promise<string[]>((resolve) => {
        const heard: string[] = [];
        const call = new XMLHttpRequest();
        const kinds = ['readystatechange', 'loadstart', 'progress', 'load', 'loadend', 'abort', 'error', 'timeout'];
        for (const kind of kinds) {
          call.addEventListener(kind, ({ isTrusted, target }) =>
            heard.push(`${kind} ${call.readyState} ${isTrusted} ${target === call}`),
          );
        }
        for (const kind of kinds.slice(1)) call.upload.addEventListener(kind, () => heard.push(`upload ${kind}`));
        call.addEventListener('loadend', () => setTimeout(() => resolve(heard)));
        call.open('POST', url, async);
        heard.push('opened');
        use(call);
        heard.push('sent');
        if (!async) resolve(heard);
      });
    return Promise.all([
      run((call) => call.send()),
      run((call) => call.send('hello')),
      run((call) => {
        call.setRequestHeader('x-own', '1');
        call.send(new Blob(['hello']));
      }),
      run((call) => {
        call.send();
        call.abort();
      }),
      run((call) => {
        call.onreadystatechange = () => call.readyState === 2 && call.abort();
        call.send();
      }),
      run((call) => call.send(), false),
    ]);
  },

  'an XMLHttpRequest that is used twice': async (url) => {
    const call = new XMLHttpRequest();
    const seen: unknown[] = [];
    for (const body of ['first', 'second']) {
      await new Promise((resolve) => {
        call.onloadend = resolve;
        call.open('POST', url);
        call.setRequestHeader('x-own', body);
        call.responseType = 'json';
        call.send(body);
      });
      seen.push(
        call.status,
        call.statusText,
        call.readyState,
        call.responseURL === url,
        call.getResponseHeader('date') !== null,
      );
    }
    call.abort();
    return [...seen, call.readyState, call.status];
  },

  'classes that extend XMLHttpRequest and Request': async (url) => {
    class OwnXhr extends XMLHttpRequest {
      opened: unknown[] = [];
      override open(...args: unknown[]) {
        this.opened.push(args.length);
        super.open(...(args as [string, string]));
      }
    }
    class OwnRequest extends Request {
      readonly own = true;
    }
    const call = new OwnXhr();
    await new Promise((resolve) => {
      call.onload = resolve;
      call.open('GET', url);
      call.send();
    });
    const request = new OwnRequest(url, { method: 'PUT', body: 'hello' });
    const { status } = await fetch(request);
    const { name } = OwnXhr;
    return [
      ...[call instanceof OwnXhr, call instanceof XMLHttpRequest, call.constructor === OwnXhr, name, call.opened],
      ...[call.status, request.own, status, request.bodyUsed, Object.prototype.toString.call(call)],
      Reflect.construct(XMLHttpRequest, [], OwnRequest as never) instanceof OwnRequest,
    ];
  },

  'a Request that is cloned, sent and used up': async (url) => {
    const request = new Request(url, { method: 'POST', body: 'hello', headers: { 'x-own': '1' }, keepalive: true });
    const copy = request.clone();
    const call = fetch(request);
    const seen: unknown[] = [request.bodyUsed, copy.bodyUsed, [...request.headers], request.keepalive];
    const { status } = await call;
    const again = await fetch(request).catch(({ name }) => name);
    return [
      ...seen,
      status,
      again,
      await copy.text(),
      [...copy.headers],
      (await fetch(url, { priority: 'high' })).status,
    ];
  },

  'a body that is a stream': async (url) => {
    const pulls: string[] = [];
    const body = new ReadableStream({
      pull(controller) {
        pulls.push('pull');
        if (pulls.length > 2) controller.close();
        else controller.enqueue(new TextEncoder().encode('hello'));
      },
    });
    const without = await fetch(url, { method: 'POST', body } as RequestInit).then(
      () => 'sent',
      (error) => `${error}`,
    );
    return [without, body.locked];
  },

  'an answer, where it came from and how': async (url) => {
    const say = (response: Response) => [
      ...[response.status, response.statusText, response.type, response.redirected, response.ok, response.bodyUsed],
      ...[response.url, Object.getPrototypeOf(response) === Response.prototype, [...response.headers.keys()].sort()],
    ];
    const plain = await fetch(`${url}#part`);
    const manual = await fetch(url.replace('status=200', 'status=302&to=/page.css'), { redirect: 'manual' });
    const followed = await fetch(url.replace('status=200', 'status=302&to=/page.css'));
    const refused = await fetch(url.replace('status=200', 'status=302&to=/page.css'), { redirect: 'error' }).catch(
      ({ name }) => name,
    );
    const seen = await fetch(url, { mode: 'no-cors' });
    return [say(plain), say(manual), say(followed), refused, say(seen), fetch(url) instanceof Promise];
  },
};
