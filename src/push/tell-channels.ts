import { fail, type Result, succeed } from "../lib/result.ts";
import { listMessages } from "./channel-messages.ts";
import type { ChannelPlace, ChannelStore, TakenChannel } from "./channel-store.ts";
import { type Channel, listChannels } from "./channels.ts";
import { FRESH_AFTER_MS } from "./plan.ts";
import { LONGEST_WAIT_MS, RETRY_WAITS_MS } from "./retry-schedule.ts";

export interface TellingPorts {
  readonly store: ChannelStore;
  readonly publicUrl: string;
  readonly now: () => number;
  /** Follows no redirect, since a channel is the address that site.yaml names, and gives up in time. */
  readonly post: (address: string, body: string, contentType: string) => Promise<Response>;
}

const LEASE_MS = 60_000;
/** The platform's free plan allows 50 requests at a time; what is left is the next call's. */
const MAX_MESSAGES = 40;

/**
 * Notifies each channel that is behind the log of the changes that all readers can see. Safe to call at any time and
 * concurrently; failures are retried by a later call, and no publish waits for it or fails with it. True: more remains, too
 * much for one call or too recent; another call after {@link FRESH_AFTER_MS} continues.
 */
export async function tellChannels(ports: TellingPorts): Promise<boolean> {
  const { store, publicUrl, now } = ports;
  const { site, hasChannels } = await store.readSite();
  const channels = listChannels(site.profile, publicUrl);
  if (channels.length === 0 && !hasChannels) return false;
  const names = channels.map(({ name }) => name);
  let hasMore = await store.saveChannels(names, now(), now() - FRESH_AFTER_MS);
  for (const channel of channels) hasMore = (await tellOne(channel, ports)) || hasMore;
  return hasMore;
}

async function tellOne(channel: Channel, ports: TellingPorts): Promise<boolean> {
  const { store, now } = ports;
  const taken = await store.takeChannel(channel.name, now(), now() + LEASE_MS);
  if (taken === undefined) return false;
  const { toldCount, problem } = await tellAll(channel, taken, ports);
  if (problem === undefined) {
    await store.releaseChannel(channel.name);
    return toldCount >= MAX_MESSAGES;
  }
  const failures = toldCount > 0 ? 1 : taken.failures + 1;
  await store.releaseChannel(channel.name, { failures, status: problem, nextTryAt: now() + findWait(failures) });
  return false;
}

/** There is no last time: it is a state that is told, and one message makes up for all that were missed. */
function findWait(failures: number): number {
  return RETRY_WAITS_MS[failures - 1] ?? LONGEST_WAIT_MS;
}

interface Telling {
  readonly toldCount: number;
  readonly problem: string | undefined;
}

async function tellAll(channel: Channel, from: TakenChannel, ports: TellingPorts): Promise<Telling> {
  const { store, now } = ports;
  const save = (told: ChannelPlace) => store.savePlace(channel.name, told, now() + LEASE_MS);
  let place: ChannelPlace = from;
  let toldCount = 0;
  while (toldCount < MAX_MESSAGES) {
    const { messages, told } = await listMessages(channel, place, from.target, ports);
    for (const message of messages) {
      const sent = await send(channel, message, ports);
      if (!sent.ok) return { toldCount, problem: sent.problem };
      toldCount += 1;
      await save(message.told);
    }
    await save(told);
    place = told;
    if (messages.length === 0) break;
  }
  return { toldCount, problem: undefined };
}

async function send(
  { address }: Channel,
  { body, contentType }: { readonly body: string; readonly contentType: string },
  { post }: TellingPorts,
): Promise<Result<undefined, string>> {
  try {
    const response = await post(address, body, contentType);
    await response.body?.cancel();
    return response.ok ? succeed(undefined) : fail(String(response.status));
  } catch (error) {
    return fail(error instanceof Error ? error.name : "no answer");
  }
}
