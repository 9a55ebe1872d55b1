import type { FC } from "hono/jsx";
import type { Person } from "../../article/article.ts";
import type { AuthorRule, SiteProfile } from "../../article/profile/site-profile.ts";
import { resolveMark } from "../../feed/build-feed.ts";
import { feedPath } from "../../feed/feed-names.ts";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";

/** Those of the authors whom site.yaml gives a picture or a line. */
export function findAuthorNotes(authors: readonly Pick<Person, "slug">[], profile: SiteProfile): readonly AuthorRule[] {
  const known = [profile.author, ...profile.authors];
  return authors.flatMap(({ slug }) => {
    const rule = known.find((author) => author.slug === slug);
    return rule === undefined || (rule.about === undefined && rule.picture === undefined) ? [] : [rule];
  });
}

/** Beside the name, which says who it is. */
export const Portrait: FC<{ readonly picture: NonNullable<AuthorRule["picture"]> }> = ({ picture }) => (
  <img
    class="portrait"
    src={resolveMark(picture.url, "")}
    alt=""
    width={picture.width ?? 96}
    height={picture.height ?? 96}
    loading="lazy"
  />
);

interface AuthorNotesProps {
  readonly authors: readonly AuthorRule[];
  readonly profile: SiteProfile;
}

/** Who wrote it: picture, name and a line. */
export const AuthorNotes: FC<AuthorNotesProps> = ({ authors, profile }) =>
  authors.length === 0 ? null : (
    <ul class="author-notes" {...attributesOf(profile.language, ourLanguage(profile.language))}>
      {authors.map(({ name, slug, about, picture }) => (
        <li>
          {picture === undefined ? null : <Portrait picture={picture} />}
          <div>
            <a class="feed-name" href={encodeURI(feedPath(`authors/${slug}`))}>
              {name}
            </a>
            {about === undefined ? null : <p>{about}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
