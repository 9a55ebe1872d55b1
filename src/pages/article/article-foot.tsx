import type { Child, FC } from "hono/jsx";
import type { ArticleRecord } from "../../article/article-record.ts";
import { MAX_FOLLOWED_TAGS } from "../../article/limits.ts";
import { feedPath } from "../../feed/feed-names.ts";
import { feedOfTag } from "../../feed/publishing/memberships.ts";
import { Day } from "../dateline.tsx";
import { Licence } from "../licence.tsx";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";
import type { ArticlePartProps } from "./article-head.tsx";

export const Corrections: FC<ArticlePartProps> = ({ record, profile }) =>
  record.facets.corrections.length === 0 ? null : (
    <section aria-labelledby="corrections" class="corrections">
      <h2 id="corrections" {...attributesOf(ourLanguage(profile.language), record.language)}>
        Corrections
      </h2>
      <ul>
        {record.facets.corrections.map((correction) => (
          <li>
            <Day at={correction.at} timeZone={profile.timeZone} language={record.language} />
            {": "}
            {correction.text}
          </li>
        ))}
      </ul>
    </section>
  );

/** The page that a link post is about. */
export const LinkedPage: FC<{ readonly record: ArticleRecord }> = ({ record: { facets } }) =>
  facets.linkedUrl === undefined ? null : (
    <p class="linked">
      <a href={facets.linkedUrl}>{facets.linkedUrl.replace(/^https?:\/\/(?:www\.)?|\/$/g, "")}</a>
    </p>
  );

/** The tags, each leading to its articles, and the platform's own way to share, which a script shows where there is one. */
export const Tags: FC<ArticlePartProps> = ({ record, profile }) => (
  <div class="article-foot">
    <TagList record={record} profile={profile} />
    <button
      type="button"
      class="share"
      data-shares={record.title}
      hidden
      {...attributesOf(ourLanguage(profile.language), record.language)}
    >
      Share
    </button>
  </div>
);

/** Those that have no page are words; an article outside the feeds may be in none. */
const TagList: FC<ArticlePartProps> = ({ record: { facets, language }, profile }) =>
  facets.tags.length === 0 ? null : (
    <ul class="tags" {...attributesOf(profile.language, language)}>
      {facets.tags.map((tag, index) => (
        <li>
          {facets.feeds === "none" || index >= MAX_FOLLOWED_TAGS ? (
            tag.name
          ) : (
            <a rel="tag" href={encodeURI(feedPath(feedOfTag(tag, facets, profile)))}>
              {tag.name}
            </a>
          )}
        </li>
      ))}
    </ul>
  );

/** Where the article's first home is elsewhere. */
export const Provenance: FC<{ readonly record: ArticleRecord }> = ({ record: { canonicalUrl } }) =>
  canonicalUrl === undefined ? null : (
    <p class="rights">
      First published at <a href={canonicalUrl}>{URL.parse(canonicalUrl)?.host ?? canonicalUrl}</a>.
    </p>
  );

/** Whose it is, and what others may do with it and with its picture. */
export const Rights: FC<ArticlePartProps> = ({ record: { facets }, profile }) => {
  const { copyright, license } = profile;
  const pictureLicence = facets.image?.license;
  if (copyright === undefined && license === undefined && pictureLicence === undefined) return null;
  return (
    <p class="rights">
      {copyright === undefined ? null : <span lang={profile.language}>{copyright}. </span>}
      {license === undefined ? null : (
        <>
          Licence: <Licence address={license} />.{" "}
        </>
      )}
      {pictureLicence === undefined ? null : <>Picture: {writePictureLicence(pictureLicence)}.</>}
    </p>
  );
};

function writePictureLicence(licence: string): Child {
  return /^https?:/.test(licence) ? <Licence address={licence} /> : licence;
}
