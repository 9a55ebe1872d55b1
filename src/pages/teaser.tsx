import type { FC } from "hono/jsx";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { articlePath, resolveMark } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { cutWithEllipsis } from "../lib/text.ts";
import { Day } from "./dateline.tsx";
import { attributesOf } from "./theme/writing-direction.ts";

const MAX_CATEGORIES = 3;
/** About three lines; a front page of fifty stays below 60 KB. */
const MAX_LISTED_SUMMARY = 180;

export interface TeaserProps {
  readonly record: ArticleRecord;
  readonly profile: SiteProfile;
  /** The lead is shown large, first, and its picture at once. */
  readonly rank: "lead" | "listed";
}

/** An article as its feed's page announces it. The stylesheet lets the headline's link reach over the picture. */
export const Teaser: FC<TeaserProps> = ({ record, profile, rank }) => {
  const { image, authors, categories } = record.facets;
  return (
    <article class={`teaser ${rank}`} {...attributesOf(record.language, profile.language)}>
      <div class="words">
        <h3>
          <a href={articlePath(record.slug)}>{record.title}</a>
        </h3>
        <p class="summary">{rank === "lead" ? record.summary : cutWithEllipsis(record.summary, MAX_LISTED_SUMMARY)}</p>
        <p class="meta">
          <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />{" "}
          {authors.length === 0 ? null : <span>{authors.map(({ name }) => name).join(", ")}</span>}{" "}
          {categories.slice(0, MAX_CATEGORIES).map(({ name, slug }) => (
            <a href={encodeURI(feedPath(`categories/${slug}`))}>{name}</a>
          ))}
        </p>
      </div>
      {image?.role === "photograph" ? (
        <img
          src={resolveMark(image.url, "")}
          alt=""
          width={image.width}
          height={image.height}
          {...(rank === "lead" ? { fetchpriority: "high" as const } : { loading: "lazy" as const })}
        />
      ) : null}
    </article>
  );
};
