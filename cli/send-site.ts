import { UsageError } from "../src/lib/usage-error.ts";
import { type ApiAnswer, describeProblem, type HeldBack, isRefusedAs } from "./api/answers.ts";
import type { ApiClient } from "./api-client.ts";
import { drawIconBitmaps } from "./draw-icon-bitmaps.ts";
import type { LocalPublication } from "./publication.ts";

type Condition = Readonly<Record<string, string>>;

/** After this many, two publishers are overwriting each other's profile: one runs a newer version, and the server says which. */
const ATTEMPTS = 5;

/**
 * Sends site.yaml on condition that the stored profile is the one just read (RFC 9110 §13.1.1), and repeats while stored
 * articles wait to be updated to it. Returns the articles that an upgrade holds back. Throws a UsageError that names the
 * conflict of two publishers.
 */
export async function sendSite(
  client: ApiClient,
  publication: LocalPublication,
  editionAt: number,
): Promise<readonly HeldBack[]> {
  const { siteText, siteMedia, profile } = publication;
  const images = new Map([...siteMedia.used, ...(await drawIconBitmaps(profile, siteMedia.used))]);
  let condition = await readCondition(client);
  let isStored = false;
  for (let attempt = 1; attempt <= ATTEMPTS; ) {
    const answer = await client.putSite(siteText, images, editionAt, condition);
    if (answer.status === 200) return answer.body.heldBack ?? [];
    if (answer.status === 202) {
      isStored = true;
      condition = conditionOf(answer);
    } else if (answer.status === 412 && !isStored) {
      condition = await readCondition(client);
      attempt += 1;
    } else {
      throw new UsageError(explain(answer));
    }
  }
  throw new UsageError(
    "site.yaml was refused: other publishers change it all the time; publish again when they are done",
  );
}

async function readCondition(client: ApiClient): Promise<Condition> {
  const answer = await client.readSite();
  if (isRefusedAs(answer, "profile-missing")) return { "If-None-Match": "*" };
  if (answer.status >= 400) throw new UsageError(explain(answer));
  return conditionOf(answer);
}

function conditionOf({ etag }: ApiAnswer): Condition {
  return etag === undefined ? {} : { "If-Match": etag };
}

function explain(answer: ApiAnswer): string {
  const reason =
    answer.status === 412 ? "another publisher changed it meanwhile; publish again" : describeProblem(answer);
  return `site.yaml was refused: ${reason}`;
}
