import type { Article } from "../../article/article.ts";
import { pickFacets } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { Finding } from "../../lib/finding.ts";
import { findMemberships } from "../publishing/memberships.ts";
import { type JudgedImage, judgeArticle } from "./judge-article.ts";
import { partners } from "./partner-rows.ts";

/** Names every partner's feed that leaves the article out, with the rule and the cure: partners themselves say nothing. */
export function listPartnerFindings(
  article: Article,
  profile: SiteProfile,
  image: JudgedImage | undefined = article.image,
): Finding[] {
  // An author who keeps an article from partners knows it.
  if (article.draft || article.republish === "no" || profile.partners === undefined) return [];
  const memberships = findMemberships({ facets: pickFacets(article), language: article.language }, profile);
  const names = new Set(memberships.map(({ name }) => name as string));
  const judged = { ...article, hasAuthor: article.authors.length > 0, image };
  return profile.partners
    .filter(({ feed }) => names.has(`feeds/${feed}`))
    .flatMap(({ partner, feed }) =>
      judgeArticle(partners[partner], judged).map((fault): Finding => {
        const { name, specification } = partners[partner];
        const message = `${name}'s feed feeds/${feed} leaves this article out: ${fault} (${specification})`;
        return { severity: "warning", reason: "partner-rule", line: undefined, message };
      }),
    );
}
