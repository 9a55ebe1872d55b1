import { fail, succeed } from "../../lib/result.ts";
import { findPredecessor, isMoved, keepTakenBack } from "./find-predecessor.ts";
import { composeChange } from "./publish-article.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import { readStored } from "./read-with-media.ts";
import type { RetractionResult } from "./retract-article.ts";

/**
 * Gives an article the key of the file that it is in from now on. Id, address and source stay; what the key itself says (a
 * draft's folder, a language) holds at once.
 */
export async function moveArticle(from: string, to: string, ports: PublishingPorts): Promise<RetractionResult> {
  const { store } = ports;
  const key = to.normalize("NFC");
  const found = await findPredecessor({ key, formerKey: from }, store);
  if (!found.ok) return found;
  const { stored, site } = found.value;
  if (stored === undefined) return fail({ reason: "not-found", key: from });
  if (!isMoved(stored, key)) {
    const other = await store.findStored(from);
    const isThere = other === undefined || other.record.id === stored.record.id;
    return isThere
      ? succeed({ revision: stored.record.revision, record: stored.record })
      : fail({ reason: "key-taken", key });
  }
  if (stored.record.state === "retracted") {
    await store.moveArticle(stored.record.key, key);
    return succeed({ revision: stored.record.revision, record: { ...stored.record, key } });
  }
  const { profile, profileHash } = site;
  if (profile === undefined) return fail({ reason: "profile-missing" });
  const read = await readStored({ ...stored, record: { ...stored.record, key } }, profile, ports);
  if (read.article === undefined) return fail({ reason: "article-invalid", findings: read.findings });
  const article = keepTakenBack(read.article, stored);
  const { contentHash, editionAt, source, links } = stored;
  const understood = { article, id: stored.record.id, profile, profileHash, media: read.media };
  const change = composeChange(
    { ...understood, stored, links, contentHash, editionAt, source, minor: true },
    ports.now,
  );
  const saved = await store.saveArticle(change);
  return saved.ok ? succeed({ revision: saved.value.revision, record: change.record }) : fail({ reason: "conflict" });
}
