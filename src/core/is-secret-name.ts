/** Whether the value of a parameter or header is a secret, as far as its name can tell. */
export function isSecretName(name: string): boolean {
  // Headers of CORS, and parameters that say what kind another one is of.
  if (/^access-control-|_type$/i.test(name)) return false;
  return /secret|passw|(api|access|subscription)[_-]?key|token$|assertion|credential|authorization|cookie|^pin$/i.test(
    name,
  );
}
