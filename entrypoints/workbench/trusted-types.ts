type Policy = Record<'createHTML' | 'createScriptURL', (value: string, type: string, sink: string) => string>;
type Factory = { createPolicy(name: 'default', policy: Policy): unknown };

/**
 * Our pages turn no text into markup or code (`require-trusted-types-for`), but for two: XML is parsed into a document that nobody shows, and
 * a worker is one of our own files. Browsers that don't know of it (Firefox before 148) rely on lint alone.
 */
(globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('default', {
  createHTML: (text, _, sink) => (sink === 'DOMParser parseFromString' ? text : refuse(sink)),
  createScriptURL: (url, _, sink) => (new URL(url, location.href).origin === location.origin ? url : refuse(sink)),
});

function refuse(sink: string): never {
  throw new TypeError(`${sink} is not for text`);
}
