import type { FC } from "hono/jsx";
import type { ArticleImage } from "../article/article.ts";
import { articlePath } from "../article/article-path.ts";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { resolveMark } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { cutWithEllipsis } from "../lib/text.ts";
import { Day } from "./dateline.tsx";
import { attributesOf } from "./theme/writing-direction.ts";

/** How an article is announced; the stylesheet sets each rank. */
export type TeaserRank = "lead" | "second" | "card" | "listed";

/** About three lines beside a picture, six where there is none; a front page of fifty stays below 70 KB. */
const summaryLengths = {
  lead: { pictured: Number.POSITIVE_INFINITY, plain: Number.POSITIVE_INFINITY },
  second: { pictured: 140, plain: 280 },
  card: { pictured: 140, plain: 280 },
  listed: { pictured: 180, plain: 180 },
} as const satisfies Readonly<Record<TeaserRank, Readonly<Record<"pictured" | "plain", number>>>>;

/** The lead has room for its labels; below the others a line of them would be longer than the headline. */
const labelCounts = { lead: 3, second: 1, card: 1, listed: 1 } as const satisfies Readonly<Record<TeaserRank, number>>;

/** HTML, `sizes`: how wide the stylesheet shows the picture of each rank. */
const pictureSizes = {
  lead: "(min-width: 64rem) 46rem, 100vw",
  second: "(min-width: 64rem) 22rem, (min-width: 40rem) 50vw, 100vw",
  card: "(min-width: 64rem) 22rem, (min-width: 40rem) 50vw, 30vw",
  listed: "(min-width: 62.5rem) 12.5rem, 20vw",
} as const satisfies Readonly<Record<TeaserRank, string>>;

/** A cover repeats the headline: a publication says if its pages are to show it. */
export function findPicture(image: ArticleImage | undefined, { covers }: SiteProfile): ArticleImage | undefined {
  const isShown = image?.role === "photograph" || (image?.role === "cover" && covers === "everywhere");
  return isShown ? image : undefined;
}

export interface TeaserProps {
  readonly record: ArticleRecord;
  readonly profile: SiteProfile;
  readonly rank: TeaserRank;
}

/** An article as its feed's page announces it. The stylesheet lets the headline's link reach over the picture. */
export const Teaser: FC<TeaserProps> = ({ record, profile, rank }) => {
  const { image, authors, categories } = record.facets;
  const picture = findPicture(image, profile);
  const lengths = summaryLengths[rank];
  return (
    <article class={`teaser ${rank}`} {...attributesOf(record.language, profile.language)}>
      <div class="words">
        <h3>
          <a href={articlePath(record.slug)}>{record.title}</a>
        </h3>
        <p class="summary">
          {cutWithEllipsis(record.summary, picture === undefined ? lengths.plain : lengths.pictured)}
        </p>
        <p class="meta">
          <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />{" "}
          {authors.length === 0 ? null : <span>{authors.map(({ name }) => name).join(", ")}</span>}{" "}
          {categories.slice(0, labelCounts[rank]).map(({ name, slug }) => (
            <a href={encodeURI(feedPath(`categories/${slug}`))}>{name}</a>
          ))}
        </p>
      </div>
      {picture === undefined ? null : (
        <img
          {...(picture.role === "cover" && { class: "drawn" })}
          src={resolveMark(picture.url, "")}
          {...(picture.srcSet !== undefined && { srcset: resolveMark(picture.srcSet, ""), sizes: pictureSizes[rank] })}
          alt=""
          width={picture.width}
          height={picture.height}
          {...(rank === "lead" ? { fetchpriority: "high" as const } : { loading: "lazy" as const })}
        />
      )}
    </article>
  );
};
