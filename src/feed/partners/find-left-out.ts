import { requireProfile } from "../build-feed.ts";
import type { PublicationReader } from "../publishing/publication-store.ts";
import { type Fault, judgeArticle } from "./judge-article.ts";
import { listOffered } from "./list-offered.ts";
import { partners } from "./partner-rows.ts";
import { judgedOf } from "./render-partner-feed.ts";

/** An article of a named feed that a partner's feed leaves out. */
export interface LeftOutArticle {
  readonly title: string;
  readonly path: string;
  /** Every rule that it breaks, with the cure. */
  readonly faults: readonly Fault[];
}

/** A partner's feed as its document is now. */
export interface PartnerState {
  /** The partner's name. */
  readonly partner: string;
  /** The name of the feed in site.yaml. */
  readonly feed: string;
  readonly specification: string;
  /** How many articles of the feed the partner accepts, and how many it wants at least. */
  readonly accepted: number;
  readonly minItems: number;
  /** Newest first. */
  readonly leftOut: readonly LeftOutArticle[];
}

type SnapshotReader = Pick<PublicationReader, "findHead" | "findSnapshot">;

/** Judges the window of each feed that site.yaml gives to a partner, as its document does. */
export async function findLeftOut(reader: SnapshotReader, publicUrl: string): Promise<readonly PartnerState[]> {
  const rules = (await reader.findHead("main")).site.profile?.partners ?? [];
  const states: PartnerState[] = [];
  for (const { partner, feed } of rules) {
    const { site, window } = await reader.findSnapshot(`feeds/${feed}`, "nothing", "all");
    const profile = requireProfile(site);
    const { name, specification, window: limits } = partners[partner];
    const judged = listOffered(window, publicUrl, profile).map((item) => ({
      title: item.title,
      path: item.link.slice(publicUrl.length),
      faults: judgeArticle(partners[partner], judgedOf(item, profile)),
    }));
    const leftOut = judged.filter(({ faults }) => faults.length > 0);
    const accepted = judged.length - leftOut.length;
    states.push({ partner: name, feed, specification, accepted, minItems: limits.minItems ?? 1, leftOut });
  }
  return states;
}
