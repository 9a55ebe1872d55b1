import { printable } from "../output.ts";
import type { Exchange } from "../transport.ts";

/** The API's answer to the beginning of an upload. */
export interface UploadAnswer extends ApiAnswer {
  readonly state?: "stored" | "open" | undefined;
  readonly partBytes?: number | undefined;
  /** The numbers of the parts that are there. */
  readonly received?: readonly number[] | undefined;
}

/** An article that an upgrade of the readers has taken out. */
export interface HeldBack {
  readonly key: string;
  readonly message: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly etag?: string | undefined;
  readonly body: ProblemBody & {
    readonly outcome?: string;
    readonly remaining?: boolean;
    readonly heldBack?: readonly HeldBack[];
    readonly slug?: string;
    readonly state?: string;
    readonly redelivered?: number;
  };
}

export interface ProblemBody {
  /** Ends with the reason. */
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly findings?: readonly {
    readonly severity: string;
    readonly reason?: string;
    readonly line?: number;
    readonly message: string;
  }[];
}

export function readAnswer<Body extends ProblemBody = ApiAnswer["body"]>({ status, headers, text }: Exchange) {
  const etag = headers.get("etag") ?? undefined;
  try {
    return { status, etag, body: JSON.parse(text) as Body };
  } catch {
    return { status, etag, body: { title: text.slice(0, 200) } as Body };
  }
}

/** Whether the API refused for this reason: the last part of the problem's type. */
export function isRefusedAs({ status, body }: ApiAnswer, reason: string): boolean {
  return status >= 400 && (body.type ?? "").split(/[/:#]/).at(-1) === reason;
}

/** Describes the API's refusal in one line. */
export function describeProblem({ status, body }: ApiAnswer): string {
  const findings = (body.findings ?? []).filter(({ severity }) => severity === "error").map(({ message }) => message);
  const details = findings.length > 0 ? findings : [body.detail ?? ""];
  return printable([`${status} ${body.title ?? ""}`, ...details].filter(Boolean).join(": "));
}
