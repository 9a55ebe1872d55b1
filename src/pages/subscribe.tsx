import type { FC } from "hono/jsx";
import { feedAddress } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/publishing/memberships.ts";

interface SubscribeProps {
  readonly feed: FeedLabel;
  readonly publicUrl: string;
  /** A box in a narrow column, or a band as wide as the page. */
  readonly layout: "box" | "band";
}

/** The feed of a page: its address, and the way to everything else about subscribing. */
export const Subscribe: FC<SubscribeProps> = ({ feed, publicUrl, layout }) => (
  <section class={`subscribe ${layout}`} id="subscribe" aria-labelledby="subscribe-title">
    <div>
      <h2 id="subscribe-title">Subscribe</h2>
      <p>
        New articles of <b>{feed.title}</b> come to your feed reader by themselves. Copy this address and add it there;
        no account, no email.
      </p>
    </div>
    <div>
      <AddressField id="feed" label="Feed address" address={feedAddress(publicUrl, feed.name, allFormats[0])} />
      <CopyStatus />
      <p class="more">
        <a href={subscribePath(feed.name)}>Open it in your reader, or see how feeds work</a>
      </p>
    </div>
  </section>
);

interface AddressFieldProps {
  readonly id: string;
  readonly label: string;
  readonly address: string;
}

/** An address that can be selected, with a button that copies it where scripts run. */
export const AddressField: FC<AddressFieldProps> = ({ id, label, address }) => (
  <div class="address">
    <label for={`address-${id}`}>{label}</label>
    <input id={`address-${id}`} type="text" readonly dir="ltr" spellcheck={false} value={address} />
    <button type="button" class="button" data-copies={`address-${id}`} aria-label={`Copy the ${label}`} hidden>
      Copy
    </button>
  </div>
);

/** Tells screen readers that an address is copied. One to a page: the script finds it by its id. */
export const CopyStatus: FC = () => <p id="copy-status" role="status" class="status" />;

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
