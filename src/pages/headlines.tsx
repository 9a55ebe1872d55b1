import type { FC } from "hono/jsx";
import { articlePath } from "../article/article-path.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import type { DatedArticle } from "../feed/publishing/publication-store.ts";
import { directionOf } from "../lib/writing-direction.ts";
import { Day } from "./dateline.tsx";

interface HeadlinesProps {
  readonly articles: readonly DatedArticle[];
  readonly profile: SiteProfile;
}

/** Articles in rows: headline and day. */
export const Headlines: FC<HeadlinesProps> = ({ articles, profile }) => (
  <ul class="headlines">
    {articles.map(({ slug, title, language, publishedAt }) => (
      <li>
        <a href={articlePath(slug)} lang={language} dir={directionOf(language)}>
          {title}
        </a>{" "}
        <span class="meta">
          <Day at={publishedAt} timeZone={profile.timeZone} language={profile.language} />
        </span>
      </li>
    ))}
  </ul>
);
