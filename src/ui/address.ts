/** The page's own address, as far as the workbench reads and writes it. */
export const address = {
  read: () => location.hash,
  write: (hash: string) => {
    if (location.hash !== hash) location.hash = hash;
  },
  onChange: (listener: () => void) => {
    window.addEventListener('hashchange', listener);
    return () => window.removeEventListener('hashchange', listener);
  },
};
