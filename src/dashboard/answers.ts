// The dashboard's responses: never stored, never framed, without script.

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const PRIVATE = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Robots-Tag": "noindex",
} as const;

export function answer(
  body: string,
  contentType: string,
  headers: Record<string, string> = {},
  status = 200,
): Response {
  return new Response(body, {
    status,
    headers: { "Content-Type": contentType, ...PRIVATE, ...headers },
  });
}

export function answerPage(html: string, headers: Record<string, string> = {}, status = 200): Response {
  return answer(html, "text/html; charset=utf-8", { "Content-Security-Policy": POLICY, ...headers }, status);
}

/** A refusal for which there is no page. */
export function answerRefusal(status: number, detail: string): Response {
  return answer(`${status}: ${detail}\n`, "text/plain; charset=utf-8", {}, status);
}

export function attach(fileName: string): Record<string, string> {
  return { "Content-Disposition": `attachment; filename="${fileName}"` };
}
