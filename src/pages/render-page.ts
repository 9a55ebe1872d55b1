/** A page's markup as one string with its doctype. Hono's JSX escapes all text; a component may be asynchronous. */
export async function renderPage(page: { toString(): string | Promise<string> }): Promise<string> {
  return `<!DOCTYPE html>\n${await page.toString()}\n`;
}
