import { type ApiProblem, explain } from "../problems.ts";

/** A refusal as writing tools read it (Micropub §3.5): a status, a word of the specification, and a sentence for people. */
export interface MicropubProblem {
  readonly status: number;
  readonly error: "invalid_request" | "unauthorized" | "insufficient_scope" | "forbidden";
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function invalid(description: string, status = 400): MicropubProblem {
  return { status, error: "invalid_request", description };
}

/** A refusal of the publishing API, whose sentences and statuses are the same for tools. */
export function fromApiProblem(problem: ApiProblem): MicropubProblem {
  const { status, title, detail, findings = [], headers } = explain(problem);
  const errors = findings.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const sentences = [`${title}.`, detail, ...errors].filter((sentence) => sentence !== undefined);
  return { ...invalid(sentences.join(" "), status), ...(headers && { headers }) };
}

export function answerMicropubProblem({ status, error, description, headers }: MicropubProblem): Response {
  const body = { error, error_description: description };
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}
