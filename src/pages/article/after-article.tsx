import type { FC } from "hono/jsx";
import { articlePath } from "../../article/article-path.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { feedPath } from "../../feed/feed-names.ts";
import type { FeedLabel } from "../../feed/publishing/memberships.ts";
import type { DatedArticle, Neighbour, Surroundings } from "../../feed/publishing/publication-store.ts";
import { directionOf } from "../../lib/writing-direction.ts";
import { Headlines } from "../headlines.tsx";
import { Pager } from "../pager.tsx";
import { SubscribeLink } from "../subscribe.tsx";

interface RelatedProps {
  readonly articles: readonly DatedArticle[];
  readonly profile: SiteProfile;
}

/** The articles that share its labels. */
export const Related: FC<RelatedProps> = ({ articles, profile }) =>
  articles.length === 0 ? null : (
    <section aria-labelledby="related" class="related">
      <h2 id="related">Related articles</h2>
      <Headlines articles={articles} profile={profile} />
    </section>
  );

/** The articles before and after it; the archive and the front page go on from there. */
export const Neighbours: FC<{ readonly surroundings: Surroundings }> = ({ surroundings: { older, newer } }) =>
  older === undefined && newer === undefined ? null : (
    <Pager
      label="Articles before and after"
      older={older && <NeighbourLink neighbour={older} rel="prev" words="Earlier" />}
      newer={newer && <NeighbourLink neighbour={newer} rel="next" words="Later" />}
    />
  );

interface NeighbourLinkProps {
  readonly neighbour: Neighbour;
  readonly rel: "prev" | "next";
  readonly words: string;
}

const NeighbourLink: FC<NeighbourLinkProps> = ({ neighbour: { slug, title, language }, rel, words }) => (
  <>
    <span class="kicker">{words}</span>
    <a rel={rel} href={articlePath(slug)}>
      <span lang={language} dir={directionOf(language)}>
        {title}
      </span>
    </a>
  </>
);

interface FiledUnderProps {
  readonly selections: readonly FeedLabel[];
  readonly lang: string;
}

/** The article's categories, selections and authors, each with its feeds. */
export const FiledUnder: FC<FiledUnderProps> = ({ selections, lang }) =>
  selections.length === 0 ? null : (
    <section aria-labelledby="filed-under" class="filed">
      <h2 id="filed-under">Follow what this is about</h2>
      <ul class="feeds">
        {selections.map((feed) => (
          <li>
            <a class="feed-name" href={encodeURI(feedPath(feed.name))}>
              {feed.title}
            </a>
            <SubscribeLink feed={feed} lang={lang} />
          </li>
        ))}
      </ul>
    </section>
  );
