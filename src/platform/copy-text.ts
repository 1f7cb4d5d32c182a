/**
 * Copies a text that may come later: to be called first thing in a click, since browsers soon forget that there was one. Chromium keeps
 * the clipboard from pages in its developer tools, but for the old way.
 */
export async function copyText(text: Promise<string>): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
  } catch {
    copyTheOldWay(await text);
  }
}

function copyTheOldWay(text: string): void {
  const listener = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', listener);
  document.execCommand('copy');
  document.removeEventListener('copy', listener);
}
