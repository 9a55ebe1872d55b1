import type { Finding } from "../lib/finding.ts";

/** The members of a problem (RFC 9457 §3.1). */
export interface ProblemDetails {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly findings?: readonly Finding[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The problem as `application/problem+json`; its reason is the last part of its `type`. */
export function writeProblem(reason: string, details: ProblemDetails): Response {
  const { status, title, detail, findings, headers } = details;
  const firstError = findings?.find(({ severity }) => severity === "error")?.message;
  const body = { type: `urn:edgewire:problem:${reason}`, title, status, detail: detail ?? firstError, findings };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}
