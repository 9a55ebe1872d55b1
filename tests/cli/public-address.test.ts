import { describe, expect, it } from "vitest";
import { createImageLoader } from "../../cli/import/fetch-image.ts";
import { createPublicFetch } from "../../cli/public-fetch.ts";
import { checkRemoteAddress } from "../../src/article/images/remote-image.ts";
import { checkPublication } from "../../src/health/check-publication.ts";
import { findHostFault, isPublicIp } from "../../src/lib/public-address.ts";
import { checkCallback, createCallbackPolicy } from "../../src/push/callback-policy.ts";
import { fetchPage, isPageGone } from "../../src/sources/fetch-page.ts";
import { fetchSource } from "../../src/sources/fetch-source.ts";
import type { SourcePorts } from "../../src/sources/source-ports.ts";
import type { FollowedSource } from "../../src/sources/source-store.ts";
import { considerSubscription } from "../../src/sources/subscribe.ts";

// One policy, five users: the hub's callbacks, remote images, the doctor, import, and sources with their pages and hubs.

const privateHosts: readonly string[] = [
  // IPv4 in every spelling.
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "127.0.0.1.",
  "127。0。0。1",
  "①②⑦.0.0.1",
  "%31%32%37.0.0.1",
  "0",
  "10.0.0.1",
  "100.64.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "192.168.1.1",
  "8.8.8.8",
  // IPv6: loopback, mapped, NAT64, 6to4, ULA, link-local, public.
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[fd00:ec2::254]",
  "[fe80::1]",
  "[2001:4860:4860::8888]",
  // Names for this machine and its network.
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "localhost.localdomain",
  "printer.local",
  "metadata.google.internal",
  "host.docker.internal",
  "router.home.arpa",
  "1.0.0.127.in-addr.arpa",
  "nas.lan",
  "wiki.corp",
  "wiki.intranet",
  "a.home",
  "a.private",
  "a.test",
  "a.invalid",
  "a.alt",
  "hidden.onion",
  "intranet",
  "kubernetes.default.svc",
  "kubernetes.default.svc.cluster.local",
  "db.docker",
  "consul.service.consul",
  "fritz.box",
  "www.fritz.box",
  // Public names that lead inside.
  "127.0.0.1.nip.io",
  "10-0-0-1.sslip.io",
  "127.0.0.1.xip.io",
  "localtest.me",
  "a.localtest.me",
  "lvh.me",
  "a.traefik.me",
  "7f000001.c0a80001.rbndr.us",
];

const publicHosts: readonly string[] = [
  "subscriber.example",
  "news.example.org",
  "123.example.com",
  "local.news",
  "internal.example.com",
  "my-fritz.box.example",
  "notlocaltest.me",
  "xn--bcher-kva.example",
  "cdn_1.example.net",
];

const policy = createCallbackPolicy({ publicUrl: "https://wire.example", ports: "", privateCallbacks: "" });

/** A public feed that names `host` as hub, image and enclosure; gives the hosts that the doctor asked. */
async function examine(host: string): Promise<Set<string>> {
  const asked = new Set<string>();
  const feed = `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>t</title><a:link rel="hub" href="https://${host}/hub"/>
<item><title>x</title><description>&lt;img src="https://${host}/a.png"&gt;</description><enclosure url="https://${host}/a.mp3"/></item></channel></rss>`;
  const fetch = async (url: string) => {
    asked.add(new URL(url).hostname);
    if (url === "https://start.example/moved") return Response.redirect(`https://${host}/`, 302);
    return new Response(feed, { headers: { "content-type": "application/rss+xml" } });
  };
  for (const path of ["rss", "moved"]) {
    await checkPublication(`https://start.example/${path}`, { fetch, now: () => 0 });
  }
  asked.delete("start.example");
  return asked;
}

async function importImage(address: string): Promise<readonly string[]> {
  const asked: string[] = [];
  const load = createImageLoader(async (url) => {
    asked.push(url);
    return new Response(null, { status: 404 });
  });
  await load(address);
  return asked;
}

/** The hosts that are requested when a source is polled that redirects to another address. */
async function followSource(address: string, redirect?: string): Promise<string[]> {
  const { asked, client } = record(redirect);
  await fetchSource(address, {}, client);
  return asked;
}

/** The hosts that are requested when the page of an entry is looked at, or fetched for its text. */
async function lookAtPage(address: string, redirect?: string): Promise<string[]> {
  const { asked, client } = record(redirect);
  await isPageGone(address, client);
  await fetchPage(address, client);
  return asked;
}

/** A source names its hub itself. */
async function subscribeAt(hub: string): Promise<string[]> {
  const { asked, client } = record();
  const ports = {
    client,
    publicUrl: "https://wire.example",
    drawSecret: () => "secret",
    now: () => 0,
    store: { saveSubscription: async () => {} },
  } as unknown as SourcePorts;
  await considerSubscription({ name: "blog" } as FollowedSource, { hub, topic: "https://public.example/" }, ports);
  return asked;
}

function record(redirect?: string) {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return redirect === undefined
      ? new Response(null, { status: 404 })
      : new Response(null, { status: 302, headers: { location: redirect } });
  };
  const startTimeout = () => new AbortController().signal;
  return { asked, client: { fetch, policy, userAgent: "edgewire", startTimeout } };
}

describe("a private host", () => {
  it.each(privateHosts)("%s is refused by callbacks, images, the doctor, import and sources alike", async (host) => {
    const address = `https://${host}/`;
    expect(checkCallback(address, policy).ok).toBe(false);
    expect(checkRemoteAddress(address).ok).toBe(false);
    expect(await importImage(address)).toEqual([]);
    expect([...(await examine(host))]).toEqual([]);
    expect(await followSource(address)).toEqual([]);
    expect(await followSource("https://public.example/", address)).toEqual(["https://public.example/"]);
    expect(await lookAtPage(address)).toEqual([]);
    const start = "https://public.example/";
    expect(await lookAtPage(start, address)).toEqual([start, start]);
    expect(await subscribeAt(address)).toEqual([]);
    await expect(createPublicFetch(() => Promise.reject(new Error("asked for a name")))(address, {})).rejects.toThrow();
  });

  it("is asked by the doctor where its start is one: a publication on this machine names itself", async () => {
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(url);
      return Response.redirect("http://127.0.0.1:8787/rss.xml", 301);
    };
    await checkPublication("http://localhost:8787/", { fetch, now: () => 0 });
    expect(asked).toContain("http://127.0.0.1:8787/rss.xml");
  });
});

describe("a public host", () => {
  it.each(publicHosts)("%s is let through by all of them", async (host) => {
    const address = `https://${host}/`;
    expect(findHostFault(host)).toBeUndefined();
    expect(checkCallback(address, policy).ok).toBe(true);
    expect(checkRemoteAddress(address).ok).toBe(true);
    expect(await importImage(address)).toEqual([address]);
    expect([...(await examine(host))]).toEqual([host]);
    expect(await followSource(address)).toEqual([new URL(address).href]);
  });
});

describe("an address that a name resolves to", () => {
  it.each([
    ["93.184.216.34", true],
    ["172.32.0.1", true],
    ["100.128.0.1", true],
    ["2606:2800:220:1::1", true],
    ["64:ff9b::5db8:d822", true],
    ["::ffff:93.184.216.34", true],
    ["127.0.0.53", false],
    ["10.1.2.3", false],
    ["172.31.255.255", false],
    ["100.127.255.255", false],
    ["169.254.169.254", false],
    ["0.0.0.0", false],
    ["192.0.0.8", false],
    ["198.19.0.1", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::1", false],
    ["::", false],
    ["::ffff:10.0.0.1", false],
    ["64:ff9b::a00:1", false],
    ["64:ff9b:1::1", false],
    ["2002:a00:1::1", false],
    ["2001::1", false],
    ["2001:db8::1", false],
    ["3fff::1", false],
    ["fc00::1", false],
    ["fe80::1", false],
    ["ff02::1", false],
    ["not an address", false],
  ])("%s is public: %s", (address, isPublic) => {
    expect(isPublicIp(address)).toBe(isPublic);
  });
});
