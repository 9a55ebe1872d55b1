import { describe, expect, it } from "vitest";
import { checkCallback, createCallbackPolicy } from "../../src/push/callback-policy.ts";
import { answerHub } from "../../src/push/http/hub.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL } from "../support/simulated-hub.ts";

/** What the hub must never send a request to. */
const hostile: readonly string[] = [
  // Not https.
  "http://subscriber.example/",
  "ftp://subscriber.example/",
  "file:///etc/passwd",
  "gopher://subscriber.example/",
  "javascript:alert(1)",
  "//subscriber.example/",
  "subscriber.example/",
  "https:/subscriber.example/",
  "https:subscriber.example",
  // IPv4 in every spelling.
  "https://127.0.0.1/",
  "https://127.1/",
  "https://127.0.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.0.0.1/",
  "https://0177.0.0.1/",
  "https://017700000001/",
  "https://127.0.0.1./",
  "https://2130706433./",
  "https://0/",
  "https://0.0.0.0/",
  "https://10.0.0.8/",
  "https://172.16.0.1/",
  "https://192.168.1.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://100.64.0.1/",
  "https://8.8.8.8/",
  "https://%31%32%37.0.0.1/",
  "https://127%2e0%2e0%2e1/",
  "https://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
  "https://%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1/",
  "https://127\u30020\u30020\u30021/",
  "https://\u2460\u2461\u2466.0.0.1/",
  // IPv6.
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[fe80::1]/",
  "https://[fd00:ec2::254]/",
  "https://[2001:4860:4860::8888]/",
  "https://[fe80::1%25eth0]/",
  // Names that mean here or nearby.
  "https://localhost/",
  "https://LOCALHOST/",
  "https://localhost./",
  "https://a.localhost/",
  "https://printer.local/",
  "https://metadata.google.internal/",
  "https://router.home.arpa/",
  "https://nas.lan/",
  "https://wiki.corp/",
  "https://intranet/",
  "https://kubernetes.default.svc.cluster.local/",
  "https://subscriber.example./",
  "https://subscriber..example/",
  "https://127.0.0.1.nip.io/",
  "https://10-0-0-1.sslip.io/",
  "https://localtest.me/",
  // Our own host.
  "https://wire.example/hub",
  "https://WIRE.example:443/hub",
  "https://wire.example:8443/hub",
  "https://wire.example./hub",
  // Credentials.
  "https://user@subscriber.example/",
  "https://user:password@subscriber.example/",
  "https://@subscriber.example/",
  "https://subscriber.example\\@127.0.0.1/",
  "https://subscriber.example@127.0.0.1/",
  // Other ports.
  "https://subscriber.example:22/",
  "https://subscriber.example:80/",
  "https://subscriber.example:6379/",
  // Not as it would be used.
  "https://subscriber.example/\r\nHost: 127.0.0.1",
  "https://subscriber.example/\t",
  " https://subscriber.example/",
  "https://127.0.\n0.1/",
  "https://subscriber.example/#fragment",
  "https://",
  "https:///",
  "",
  `https://subscriber.example/${"x".repeat(2100)}`,
];

const harmless: readonly string[] = [
  "https://subscriber.example/",
  "https://subscriber.example",
  "https://push.subscriber.example/callback/1?a=b&hub.topic=x",
  "https://xn--bcher-kva.example/",
  "https://subscriber.example:443/",
  "https://1.subscriber.example/",
];

const policy = createCallbackPolicy({ publicUrl: HUB_URL, ports: "", privateCallbacks: "" });

describe("a callback", () => {
  it.each(harmless)("%s is one", (address) => {
    expect(checkCallback(address, policy)).toMatchObject({ ok: true });
  });

  it.each([
    ["at a network that is named", "http://127.0.0.7:8080/x", true],
    ["at a host that is named", "http://hub.internal/x", true],
    ["next to that network", "http://128.0.0.1/x", false],
    ["at a name below that host", "http://a.hub.internal/x", false],
    ["at a port that is named", "https://subscriber.example:8443/", true],
    ["with a password", "http://a:b@127.0.0.7/x", false],
  ])("%s, on people's own networks: %s", (_where, address, ok) => {
    const own = createCallbackPolicy({
      publicUrl: HUB_URL,
      ports: "8443",
      privateCallbacks: "127.0.0.0/8 hub.internal",
    });
    expect(checkCallback(address, own).ok).toBe(ok);
  });
});

describe("hostile callbacks", () => {
  it("are sixty at least", () => expect(new Set(hostile).size).toBeGreaterThanOrEqual(60));

  it("are refused, kept nowhere, and cause no request, subscribed to or already in the list", async () => {
    const edge = createSimulatedEdge();
    const { clock, store } = edge;
    const asked: string[] = [];
    const fetch = async (address: string) => {
      asked.push(address);
      return new Response(null, { status: 200 });
    };
    const hub = createSimulatedHub({ db: store.db, clock, chance: createChance(1), fetch });
    await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
    await edge.publish(0, "one", "---\ntitle: One\ndate: 2026-01-01\n---\n\nText.");
    const ports = hub.connect();
    for (const callback of hostile) {
      const body = new URLSearchParams({
        "hub.mode": "subscribe",
        "hub.topic": `${HUB_URL}/rss.xml`,
        "hub.callback": callback,
      });
      const request = new Request(`${HUB_URL}/hub`, { method: "POST", body });
      const { status } = await answerHub(request, { ports, client: { network: "192.0.2.1", site: undefined } });
      expect(`${callback} ${status}`).toBe(`${callback} 400`);
    }
    expect(store.query("SELECT id FROM intents")).toEqual([]);
    // As if a policy of former days had let them in.
    for (const callback of hostile) {
      store.query(
        `INSERT INTO subscriptions (dialect, feed, format, callback, host, verified_at, expires_at, cursor, target)
         VALUES ('websub', 'main', 'rss', ?1, 'former.example', 0, ?2, 0, 0)`,
        callback,
        clock.now + 1e9,
      );
    }
    store.query("INSERT INTO callback_hosts (host) VALUES ('former.example')");
    await hub.runUntil(clock.now + 600_000);
    const [row] = store.query<{ tried: number }>("SELECT count(*) AS tried FROM subscriptions WHERE attempts > 0");
    expect(row?.tried).toBe(new Set(hostile).size);
    expect(asked).toEqual([]);
  });
});
