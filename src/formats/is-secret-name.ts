/** Whether a parameter's value is a secret, as far as its name can tell. */
export function isSecretName(name: string): boolean {
  return /secret|passw|api[_-]?key|token$|assertion|credential|authorization|cookie/i.test(name);
}
