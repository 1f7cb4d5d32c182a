/** Whether the document is still as empty as at its start. A script that comes later finds a page that may lie in wait for it. */
export function isFresh(page: Document): boolean {
  return page.readyState === 'loading' && page.body === null;
}
