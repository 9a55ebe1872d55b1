import type { FC } from "hono/jsx";
import { addressOf } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/memberships.ts";

/** The feed of a page, to be copied into a reader: the first format's address, and the others beside it. */
export const Subscribe: FC<{ readonly feed: FeedLabel; readonly publicUrl: string }> = ({ feed, publicUrl }) => {
  const [format] = allFormats;
  return (
    <section class="subscribe" id="subscribe" aria-labelledby="subscribe-title">
      <h2 id="subscribe-title">Subscribe</h2>
      <p>
        New articles of <b>{feed.title}</b> come to your feed reader by themselves. Copy this address and add it there;
        no account, no email.
      </p>
      <label for="feed-address">Feed address</label>
      <input
        id="feed-address"
        type="text"
        readonly
        dir="ltr"
        spellcheck={false}
        value={addressOf(publicUrl, feedPath(feed.name)) + (format?.fileName ?? "")}
      />
      <p class="formats-label">Your reader can choose among three formats:</p>
      <FormatLinks feed={feed} />
    </section>
  );
};

/** A feed in each of its formats. */
export const FormatLinks: FC<{ readonly feed: FeedLabel }> = ({ feed }) => (
  <ul class="formats">
    {allFormats.map(({ fileName, label, mediaType }) => (
      <li>
        <a href={formatPath(feed.name, fileName)} type={mediaType} aria-label={`${feed.title}: ${label}`}>
          {label}
        </a>
      </li>
    ))}
  </ul>
);

function formatPath(name: FeedName, fileName: string): string {
  return encodeURI(feedPath(name)) + fileName;
}
