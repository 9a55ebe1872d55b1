import type { FC } from "hono/jsx";
import type { ArticleImage } from "../article/article.ts";
import { articlePath } from "../article/article-path.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { resolveMark } from "../feed/build-feed.ts";
import type { DatedArticle } from "../feed/publishing/publication-store.ts";
import { directionOf } from "../lib/writing-direction.ts";
import { Day } from "./dateline.tsx";
import { findPicture } from "./teaser.tsx";

interface HeadlinesProps {
  readonly articles: readonly DatedArticle[];
  readonly profile: SiteProfile;
}

/** Articles in rows: headline and day, and the picture where the list has pictures. */
export const Headlines: FC<HeadlinesProps> = ({ articles, profile }) => (
  <ul class="headlines">
    {articles.map(({ slug, title, language, publishedAt, image }) => (
      <li>
        <a href={articlePath(slug)} lang={language} dir={directionOf(language)}>
          {title}
        </a>{" "}
        <span class="meta">
          <Day at={publishedAt} timeZone={profile.timeZone} language={profile.language} />
        </span>
        <SmallPicture image={image} profile={profile} />
      </li>
    ))}
  </ul>
);

interface SmallPictureProps {
  readonly image: ArticleImage | undefined;
  readonly profile: SiteProfile;
}

const SmallPicture: FC<SmallPictureProps> = ({ image, profile }) => {
  const picture = findPicture(image, profile);
  if (picture === undefined) return null;
  const { url, width, height } = picture.thumbnail ?? picture;
  return <img src={resolveMark(url, "")} alt="" width={width} height={height} loading="lazy" />;
};
