import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { describeFeed } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import { findAuthorNotes, Portrait } from "./article/author-notes.tsx";
import { feedGroups } from "./feed-groups.ts";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

interface SelectionHeadingProps {
  readonly name: FeedName;
  readonly title: string;
  readonly profile: SiteProfile;
  /** Set on a page of its archive. */
  readonly archivePage?: number;
}

/** The heading of a list of articles. */
export const SelectionHeading: FC<SelectionHeadingProps> = ({ name, title, profile, archivePage }) => {
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const [author] = name.startsWith("authors/")
    ? findAuthorNotes([{ slug: name.slice("authors/".length) }], profile)
    : [];
  const description = describeFeed(profile, name) || author?.about;
  if (archivePage !== undefined) {
    return (
      <div class="selection">
        <p class="kicker">
          <a href={encodeURI(feedPath(name))}>{title}</a>
        </p>
        <h1 {...ours}>Archive, page {archivePage}</h1>
      </div>
    );
  }
  return (
    <div class="selection">
      <p class="kicker" {...ours}>
        {feedGroups.find(({ isIn }) => isIn(name))?.singular}
      </p>
      {author?.picture === undefined ? null : <Portrait picture={author.picture} />}
      <h1>{title}</h1>
      {description ? <p class="selection-description">{description}</p> : null}
    </div>
  );
};
