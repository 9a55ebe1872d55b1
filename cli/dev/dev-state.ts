import { randomUUID } from "node:crypto";
import type { PreparedArticle } from "../prepared-article.ts";
import { type LocatedFinding, placeOf } from "../report-findings.ts";

/** An article that readers do not see yet. */
export interface HeldArticle {
  readonly prepared: PreparedArticle;
  readonly path: string;
  readonly title: string;
  /** As in `Draft`, or `Embargoed until 2026-12-01 09:00 UTC`. */
  readonly mark: string;
}

/** The message to the pages of `edgewire dev`. */
interface Announcement {
  /** Moves when a page may look different. */
  readonly version: string;
  readonly findings: readonly { readonly severity: string; readonly place: string; readonly message: string }[];
  readonly held: readonly Pick<HeldArticle, "path" | "title" | "mark">[];
}

function nameHeld(held: readonly HeldArticle[]): string {
  return JSON.stringify(held.map(({ path, mark, prepared }) => [path, mark, prepared.contentHash]));
}

interface FolderState {
  readonly findings: readonly LocatedFinding[];
  readonly held: readonly HeldArticle[];
  /** Whether a public page may look different. */
  readonly isChanged: boolean;
}

/** The state of the folder as `edgewire dev` shows it, and the pages that listen to it. */
export class DevState {
  readonly #run = randomUUID();
  readonly #listeners = new Set<(text: string) => void>();
  #changes = 0;
  #findings: readonly LocatedFinding[] = [];
  #held: readonly HeldArticle[] = [];

  update({ findings, held, isChanged }: FolderState): void {
    if (isChanged || nameHeld(held) !== nameHeld(this.#held)) this.#changes += 1;
    this.#findings = findings;
    this.#held = held;
    const text = this.describe();
    for (const tell of this.#listeners) tell(text);
  }

  get held(): readonly HeldArticle[] {
    return this.#held;
  }

  describe(): string {
    const findings = this.#findings.map((located) => ({
      severity: located.finding.severity,
      place: placeOf(located),
      message: located.finding.message,
    }));
    const held = this.#held.map(({ path, title, mark }) => ({ path, title, mark }));
    const announcement: Announcement = { version: `${this.#run}-${this.#changes}`, findings, held };
    return JSON.stringify(announcement);
  }

  /** Returns the way to stop listening. */
  listen(tell: (text: string) => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }
}
