import { beforeEach, expect, test } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { findXmlFault } from "../support/well-formed.ts";

const SITE = "title: Wire\ndomain: wire.example\n";
const NAMESPACE = 'xmlns:webfeeds="http://webfeeds.org/rss/1.0"';

let edge: SimulatedEdge;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await edge.publish(0, "sea", "---\ntitle: The sea\ndate: 2026-01-01\ncategories: [Sea]\n---\n\nText.\n");
});

async function read(path: string): Promise<{ namespace: boolean; elements: string[] }> {
  edge.clock.now += 3000;
  const { text } = await edge.poll(0, path);
  if (path.endsWith(".xml")) expect(findXmlFault(text)).toBeUndefined();
  return { namespace: text.includes(NAMESPACE), elements: text.match(/<webfeeds:[^\n]*/g) ?? [] };
}

const RELATED = '<webfeeds:related layout="card" target="browser"/>';

test.each([
  ["accent: '#0A3'\n", ["<webfeeds:accentColor>00aa33</webfeeds:accentColor>", RELATED]],
  [
    "icon: https://cdn.example/icon.svg?a=1&b=2\nlogo: https://cdn.example/logo.png\n",
    [
      "<webfeeds:icon>https://cdn.example/icon.svg?a=1&#x26;b=2</webfeeds:icon>",
      "<webfeeds:logo>https://cdn.example/logo.png</webfeeds:logo>",
      RELATED,
    ],
  ],
  [
    "default_image: https://cdn.example/cover.jpg\n",
    ['<webfeeds:cover image="https://cdn.example/cover.jpg"/>', RELATED],
  ],
])("webfeeds: %o is in the channel of every feed in RSS and Atom, once", async (looks, elements) => {
  await edge.putSite(0, SITE + looks);
  for (const path of ["/rss.xml", "/atom.xml", "/categories/sea/rss.xml", "/categories/sea/atom.xml"]) {
    expect(await read(path), path).toEqual({ namespace: true, elements });
  }
  expect((await edge.poll(0, "/feed.json")).text).not.toContain("webfeeds");
});

test("webfeeds: a publication without looks of its own has neither elements nor namespace", async () => {
  for (const path of ["/rss.xml", "/atom.xml"]) expect(await read(path)).toEqual({ namespace: false, elements: [] });
});
