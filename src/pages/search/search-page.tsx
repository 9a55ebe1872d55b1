import type { FC } from "hono/jsx";
import { articlePath } from "../../article/article-path.ts";
import type { ArticleRecord } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { feedPath } from "../../feed/feed-names.ts";
import { cutWithEllipsis } from "../../lib/text.ts";
import { findExcerpt, markWords } from "../../search/mark-words.ts";
import type { SearchQuery } from "../../search/search-query.ts";
import { Day } from "../dateline.tsx";
import { Pager } from "../pager.tsx";
import { PlainLayout } from "../plain-layout.tsx";
import { renderPage } from "../render-page.ts";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";
import { SearchForm } from "./search-form.tsx";

export interface SearchPageProps {
  readonly profile: SiteProfile;
  readonly publicUrl: string;
  /** As typed, cleaned; empty: nothing has been searched for yet. */
  readonly query: string;
  readonly words: SearchQuery;
  /** The results of this page, the best first. */
  readonly records: readonly ArticleRecord[];
  readonly page: number;
  readonly pages: number;
  /** Incomplete: the index is still being built. */
  readonly state: "whole" | "incomplete" | "off";
}

/** The page of a search: it has an address of its own, and shows what readers may see at this moment. */
export function renderSearchPage(props: SearchPageProps): Promise<string> {
  const { profile, publicUrl, query } = props;
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const headline = query === "" ? "Search" : `Search: ${query}`;
  return renderPage(
    <PlainLayout profile={profile} publicUrl={publicUrl} headline={headline}>
      <div class="selection">
        <h1 {...ours}>Search</h1>
        <SearchForm profile={profile} query={query} />
      </div>
      <Results {...props} />
    </PlainLayout>,
  );
}

const Results: FC<SearchPageProps> = (props) => {
  const { profile, query, records, page, pages } = props;
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const note = explain(props) ?? countResults(props);
  return (
    <section class="latest" aria-label="Results">
      {note === undefined ? null : <p {...ours}>{note}</p>}
      <Topics {...props} />
      {records.length === 0 ? null : (
        <ul class="results">
          {records.map((record) => (
            <li>
              <Result record={record} {...props} />
            </li>
          ))}
        </ul>
      )}
      <div {...ours}>
        {records.length === 0 ? null : (
          <p class="meta follow">
            <a href={`/search/rss.xml?q=${encodeURIComponent(query)}`}>Follow this search (RSS)</a>
          </p>
        )}
        <Pager
          label="Results"
          newer={page > 1 ? linkTo(query, page - 1, "prev", "Previous results") : null}
          older={page < pages ? linkTo(query, page + 1, "next", "More results") : null}
        />
      </div>
    </section>
  );
};

const MAX_TOPICS = 3;

/** The categories of the results that a word of the search names. */
const Topics: FC<SearchPageProps> = ({ records, words }) => {
  const labels = records.flatMap(({ facets }) => (facets.feeds === "none" ? [] : facets.categories));
  const named = new Map(labels.map(({ name, slug }) => [slug, name]));
  const topics = Array.from(named).filter(([, name]) => markWords(name, words).some(({ isMarked }) => isMarked));
  return topics.length === 0 ? null : (
    <ul class="topics" aria-label="Categories">
      {topics.slice(0, MAX_TOPICS).map(([slug, name]) => (
        <li>
          <a href={encodeURI(feedPath(`categories/${slug}`))}>{name}</a>
        </li>
      ))}
    </ul>
  );
};

function linkTo(query: string, page: number, rel: "prev" | "next", text: string) {
  return (
    <a rel={rel} href={`/search?q=${encodeURIComponent(query)}&page=${page}`}>
      {text}
    </a>
  );
}

function explain({ query, words, records, state }: SearchPageProps): string | undefined {
  if (state === "off") return "Search is off: this deployment has no index yet.";
  if (query === "") return HOW_TO_SEARCH;
  if (words.phrases.length === 0) return "There is no word in this search: type letters or digits.";
  if (state === "incomplete") return "The index is being built: some articles are not found yet.";
  return records.length === 0 ? "No article has all of these words." : undefined;
}

/** How much was found; of more than one page, which one this is: the store checks the articles of a page alone. */
function countResults({ records, page, pages }: SearchPageProps): string | undefined {
  if (records.length === 0) return undefined;
  if (pages > 1) return `Page ${page} of ${pages}, the best matches first`;
  return records.length === 1 ? "1 article" : `${records.length} articles, the best matches first`;
}

const HOW_TO_SEARCH =
  "An article is found if it has all of the words, with or without their accents. Words between double quotes are found side by side.";

const Result: FC<SearchPageProps & { readonly record: ArticleRecord }> = ({ record, words, profile }) => {
  const { authors, categories, feeds } = record.facets;
  // The labels of an article outside the feeds may have no pages.
  const category = feeds === "none" ? undefined : categories[0];
  const excerpt = findExcerpt(record.text, words) ?? findExcerpt(record.summary, words);
  return (
    <article {...attributesOf(record.language, profile.language)}>
      <h2>
        <a href={articlePath(record.slug)}>
          <Marked text={record.title} words={words} />
        </a>
      </h2>
      <p class="summary">
        <Marked text={excerpt ?? cutWithEllipsis(record.summary, 240)} words={words} />
      </p>
      <p class="meta">
        <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />{" "}
        {authors.length === 0 ? null : <span>{authors.map(({ name }) => name).join(", ")}</span>}{" "}
        {category === undefined ? null : (
          <a href={encodeURI(feedPath(`categories/${category.slug}`))}>{category.name}</a>
        )}
      </p>
    </article>
  );
};

const Marked: FC<{ readonly text: string; readonly words: SearchQuery }> = ({ text, words }) => (
  <>{markWords(text, words).map((part) => (part.isMarked ? <mark>{part.text}</mark> : part.text))}</>
);
