import type { Article } from "../../article/article.ts";
import { pickFacets } from "../../article/article-record.ts";
import type { PartnerRule, SiteProfile } from "../../article/profile/site-profile.ts";
import type { Finding } from "../../lib/finding.ts";
import { findMemberships } from "../publishing/memberships.ts";
import { type Fault, type JudgedImage, judgeArticle } from "./judge-article.ts";
import { partners } from "./partner-rows.ts";

/** What one partner, to which site.yaml gives a feed that holds the article, finds wrong with it. */
export interface PartnerJudgement {
  readonly rule: PartnerRule;
  /** Empty: its feed holds the article. */
  readonly faults: readonly Fault[];
}

/** Judges an article for each partner that is offered it. */
export function judgeForPartners(
  article: Article,
  profile: SiteProfile,
  image: JudgedImage | undefined = article.image,
): PartnerJudgement[] {
  // An author who keeps an article from partners knows it.
  if (article.draft || article.republish === "no" || profile.partners === undefined) return [];
  const memberships = findMemberships({ facets: pickFacets(article), language: article.language }, profile);
  const names = new Set(memberships.map(({ name }) => name as string));
  const keepsImage = image !== undefined && article.keptImages?.includes(article.image?.url ?? "");
  const judged = {
    ...article,
    feedLanguage: profile.language,
    hasAuthor: article.authors.length > 0,
    image: keepsImage ? undefined : image,
    keepsImage,
  };
  return profile.partners
    .filter(({ feed }) => names.has(`feeds/${feed}`))
    .map((rule) => ({ rule, faults: judgeArticle(partners[rule.partner], judged) }));
}

/** Names every partner's feed that leaves an article out, with the rule and the cure: partners themselves say nothing. */
export function writePartnerFindings(judgements: readonly PartnerJudgement[]): Finding[] {
  return judgements.flatMap(({ rule: { partner, feed }, faults }) => {
    const { name, specification } = partners[partner];
    return faults.map((fault) =>
      warn(`${name}'s feed feeds/${feed} leaves this article out: ${fault} (${specification})`),
    );
  });
}

/** Names every partner's feed that none of the publication's articles enters; a feed that has no article is empty everywhere. */
export function reportEmptyPartnerFeeds(
  judgements: readonly PartnerJudgement[],
  { partners: rules = [] }: SiteProfile,
) {
  return rules.flatMap(({ partner, feed }) => {
    const own = judgements.filter(({ rule }) => rule.partner === partner && rule.feed === feed);
    if (own.length === 0 || own.some(({ faults }) => faults.length === 0)) return [];
    const { name, specification } = partners[partner];
    const found =
      own.length === 1 ? "its only article breaks a rule" : `each of its ${own.length} articles breaks a rule`;
    return [warn(`${name}'s feed feeds/${feed} is empty: ${found} (${specification}); mend one, or remove the line`)];
  });
}

function warn(message: string): Finding {
  return { severity: "warning", reason: "partner-rule", line: undefined, message };
}
