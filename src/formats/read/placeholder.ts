/** `[APP_KEY]`, `<client id>`, `{{clientId}}`, `${CLIENT_ID}`, `%CLIENT_ID%`: what stands where documentation wants a value. */
const shape = /^(?:\[[\w .-]+\]|<[\w .-]+>|\{\{?[\w .-]+\}\}?|\$\{\w+\}|%[A-Za-z]\w+%)$/;

/** Whether a text is there to be replaced by its reader. */
export function isPlaceholder(text: string): boolean {
  return shape.test(text.trim());
}
