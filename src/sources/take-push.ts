import { readGhostApiPost } from "../import/formats/read-ghost-api.ts";
import { isRecord, type TreeRecord, textAt } from "../import/records.ts";
import type { SourceEntry } from "../import/source-feed.ts";
import { digestId, nameEntries, normaliseLink } from "./entry-names.ts";
import { stageDeleted } from "./poll-source.ts";
import { readFeed } from "./read-document.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { FollowedSource } from "./source-store.ts";
import { stageEntries } from "./stage-entries.ts";

/**
 * Stages what a hub has sent under the secret; false where it is no feed: then the source is asked itself. A hub may leave out entries
 * (WebSub §7), so a missing entry means nothing.
 */
export async function takePushedDocument(
  source: FollowedSource,
  bytes: Uint8Array,
  type: string | null,
  ports: SourcePorts,
): Promise<boolean> {
  const charset = /;\s*charset="?([^\s";]+)/i.exec(type ?? "")?.[1];
  const read = readFeed({ bytes, charset });
  if (!read.ok) return false;
  const { feed } = read.value;
  await stage(source, feed.entries, ports);
  await ports.store.stageEntries(await stageDeleted(feed.following?.deletedIds ?? [], source, ports));
  const { subscription } = source;
  if (subscription?.leaseUntil === undefined) return true;
  const renewAt = subscription.renewAt ?? subscription.leaseUntil;
  await ports.store.saveSubscription(source.name, { ...subscription, pushedAt: ports.now() }, renewAt);
  return true;
}

async function stage(
  source: FollowedSource,
  entries: readonly SourceEntry[],
  { store, now }: SourcePorts,
): Promise<void> {
  const { rule, state } = source;
  const named = await nameEntries(entries);
  const known = await store.findEntries({
    digests: named.map(({ idDigest }) => idDigest),
    links: named.flatMap(({ link }) => link ?? []),
    titleDays: named.flatMap(({ titleDay }) => titleDay ?? []),
  });
  const feed = { title: state.title, homePage: state.homePage };
  await store.stageEntries(
    await stageEntries(named, known, { rule, feed, isQuiet: false, isSigned: true, now: now() }),
  );
}

/** Ghost's `post.published`, `.published.edited`, `.unpublished` and `.deleted`: the post as it is now, and as it was. */
export async function takeWebhook(source: FollowedSource, bytes: Uint8Array, ports: SourcePorts): Promise<boolean> {
  const post = readPost(bytes);
  if (post === undefined) return false;
  const { current, previous } = post;
  const isShown = textAt(current, "status") === "published" && textAt(current, "html") !== undefined;
  if (isShown) {
    await stage(source, [readGhostApiPost(current)], ports);
    return true;
  }
  const merged = { ...previous, ...current };
  const id = textAt(merged, "id");
  const link = normaliseLink(textAt(merged, "url"));
  const names = {
    digests: id === undefined ? [] : [await digestId(id)],
    links: link === undefined ? [] : [link],
    titleDays: [],
  };
  await ports.store.stageWithdrawal(source.name, names, ports.now());
  return true;
}

function readPost(bytes: Uint8Array): { readonly current: TreeRecord; readonly previous: TreeRecord } | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const post = isRecord(value) ? value.post : undefined;
    if (!isRecord(post)) return undefined;
    const partOf = (name: string) => (isRecord(post[name]) ? post[name] : {});
    return { current: partOf("current"), previous: partOf("previous") };
  } catch {
    return undefined;
  }
}
