import { articleAddress } from "../feed/build-feed.ts";
import type { ChangedTopic, Changes, ChannelPlace, ChannelStore } from "./channel-store.ts";
import type { Channel } from "./channels.ts";
import { topicAddress } from "./topics.ts";

/** One POST, and the channel's progress once it is accepted. */
export interface ChannelMessage {
  readonly contentType: string;
  readonly body: string;
  readonly told: ChannelPlace;
}

const MAX_PINGS = 20;
/** indexnow.org/documentation: one POST may name so many addresses. */
const MAX_ADDRESSES = 10_000;

/** The next messages for a channel after a place; after the last of them `told` covers the whole target. */
export async function listMessages(
  channel: Channel,
  after: ChannelPlace,
  target: number,
  { store, publicUrl }: { readonly store: ChannelStore; readonly publicUrl: string },
): Promise<{ readonly messages: readonly ChannelMessage[]; readonly told: ChannelPlace }> {
  switch (channel.kind) {
    case "hub": {
      const { changed, told } = await store.findChangedTopics(after, target, MAX_PINGS);
      return { messages: changed.map((topic) => writePing(publicUrl, topic)), told };
    }
    case "index-now": {
      const changes = await store.findChangedArticles(after, target, MAX_ADDRESSES);
      const messages = changes.changed.length === 0 ? [] : [writeIndexNow(publicUrl, channel.key, changes)];
      return { messages, told: changes.told };
    }
  }
}

/** WebSub §6 leaves it open: some hubs read `hub.url` (Google's), others `hub.topic` (Flask-WebSub, websub.rocks). */
function writePing(publicUrl: string, { feed, format, told }: ChangedTopic): ChannelMessage {
  const topic = topicAddress({ feed, format }, publicUrl);
  const form = new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic });
  return { contentType: "application/x-www-form-urlencoded", body: form.toString(), told };
}

/** Additions, edits and removals alike: an engine asks each address again, and a 410 is an answer. */
function writeIndexNow(publicUrl: string, key: string, { changed, told }: Changes<string>): ChannelMessage {
  const body = JSON.stringify({
    host: new URL(publicUrl).host,
    key,
    keyLocation: `${publicUrl}/${key}.txt`,
    urlList: changed.map((slug) => articleAddress(publicUrl, slug)),
  });
  return { contentType: "application/json; charset=utf-8", body, told };
}
