import type { Article } from "../../article/article.ts";
import { pickFacets } from "../../article/article-record.ts";
import type { PartnerRule, SiteProfile } from "../../article/profile/site-profile.ts";
import type { Finding } from "../../lib/finding.ts";
import { findMemberships } from "../publishing/memberships.ts";
import { type Fault, type JudgedImage, judgeArticle } from "./judge-article.ts";
import { partners } from "./partner-rows.ts";

/** The rules of one partner that an article breaks; the partner gets a feed that the article belongs to. */
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

/**
 * Names every partner's feed that is empty because each of the publication's articles breaks a rule, or holds fewer than the partner
 * takes. A feed that has no article is empty everywhere.
 */
export function reportShortPartnerFeeds(
  judgements: readonly PartnerJudgement[],
  { partners: rules = [] }: SiteProfile,
): Finding[] {
  return rules.flatMap(({ partner, feed }) => {
    const own = judgements.filter(({ rule }) => rule.partner === partner && rule.feed === feed);
    const accepted = own.filter(({ faults }) => faults.length === 0).length;
    const { name, specification, window } = partners[partner];
    const { minItems = 1 } = window;
    if (own.length === 0 || accepted >= minItems) return [];
    if (accepted > 0) {
      const found = `holds ${counted(accepted)}, wanted at least ${minItems}`;
      return [warn(`${name}'s feed feeds/${feed} ${found} (${specification}); give it a feed with more`)];
    }
    const found =
      own.length === 1 ? "its only article breaks a rule" : `each of its ${own.length} articles breaks a rule`;
    return [warn(`${name}'s feed feeds/${feed} is empty: ${found} (${specification}); mend one, or remove the line`)];
  });
}

function counted(articles: number): string {
  return articles === 1 ? "1 article" : `${articles} articles`;
}

function warn(message: string): Finding {
  return { severity: "warning", reason: "partner-rule", line: undefined, message };
}
