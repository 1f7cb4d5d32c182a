/** Whether a URL is a redirect URI with an answer added: same origin and path, and the registered query still there. */
export function isAt(url: string, redirectUri: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(redirectUri)) return false;
  const here = new URL(url);
  const registered = new URL(redirectUri);
  const samePlace =
    here.protocol === registered.protocol && here.host === registered.host && here.pathname === registered.pathname;
  return (
    samePlace && [...registered.searchParams].every(([name, value]) => here.searchParams.getAll(name).includes(value))
  );
}
