import type { FC } from "hono/jsx";
import { feedAddress } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/publishing/memberships.ts";

/** The feed of a page: its address, and the way to everything else about subscribing. */
export const Subscribe: FC<{ readonly feed: FeedLabel; readonly publicUrl: string }> = ({ feed, publicUrl }) => (
  <section class="subscribe" id="subscribe" aria-labelledby="subscribe-title">
    <h2 id="subscribe-title">Subscribe</h2>
    <p>
      New articles of <b>{feed.title}</b> come to your feed reader by themselves. Copy this address and add it there; no
      account, no email.
    </p>
    <label for="feed-address">Feed address</label>
    <input
      id="feed-address"
      type="text"
      readonly
      dir="ltr"
      spellcheck={false}
      value={feedAddress(publicUrl, feed.name, allFormats[0])}
    />
    <p class="more">
      <a href={subscribePath(feed.name)}>Open it in your reader, or see how feeds work</a>
    </p>
  </section>
);

/** Where a feed is explained and offered. */
export function subscribePath(name: FeedName): string {
  return `${encodeURI(feedPath(name))}subscribe`;
}

/** From a list of feeds to how one of them is followed. */
export const SubscribeLink: FC<{ readonly feed: FeedLabel; readonly lang: string }> = ({ feed, lang }) => (
  <a class="follow" href={subscribePath(feed.name)} lang={lang} aria-label={`Subscribe to ${feed.title}`}>
    Subscribe
  </a>
);

/** A feed in each of its formats. */
export const FormatLinks: FC<{ readonly feed: FeedLabel }> = ({ feed }) => (
  <ul class="formats">
    {allFormats.map(({ fileName, label, mediaType }) => (
      <li>
        <a href={encodeURI(feedPath(feed.name)) + fileName} type={mediaType} aria-label={`${feed.title}: ${label}`}>
          {label}
        </a>
      </li>
    ))}
  </ul>
);
