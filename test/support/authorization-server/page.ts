import { readFileSync } from 'node:fs';
import { type Html, html, trustedHtml } from '../html.ts';

const css = readFileSync(new URL('./pages.css', import.meta.url), 'utf8');

/** A whole page of the authorization server: one card in the middle. */
export function page(title: string, body: Html, host: string): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trustedHtml(css)}</style>
<main>${body}</main>
<footer>A demo authorization server at ${host}</footer>
</html>`.text;
}
