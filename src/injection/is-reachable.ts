/**
 * Whether another document of the same origin can reach into this window. Such a document (a page that frames itself, or
 * opened this window) may have patched the window's built-ins and listened on it before our scripts ran: a browser keeps
 * the first empty document's window for the first page of the same origin, listeners and all. Measured in both browsers.
 */
export function isReachable(self: Window): boolean {
  return hasReader(self.top, self) || hasReader(self.opener?.top, self);
}

function hasReader(root: Window | null | undefined, self: Window): boolean {
  if (!root) return false;
  if (root !== self && canRead(root)) return true;
  for (let i = 0; i < root.length; i++) if (hasReader(root[i], self)) return true;
  return false;
}

function canRead(other: Window): boolean {
  try {
    return other.document !== undefined;
  } catch {
    return false;
  }
}
