import { beforeEach, expect, test } from "vitest";
import { parseXml } from "../../src/lib/parse-xml.ts";
import { isTdmReservation, listRslElements, listRslFaults } from "../support/machine-licence.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";
import { findXmlFault } from "../support/well-formed.ts";

const SITE = "title: Wire\ndomain: wire.example\n";
const LICENCE = `licence:
  permits: [search]
  prohibits: [ai-train, ai-input]
  payment: purchase
  terms: https://wire.example/terms?a=1&b=2
`;
const LINK = `<${PUBLIC_URL}/license.xml>; rel="license"; type="application/rsl+xml"`;
const ADDRESSES = ["/license.xml", "/.well-known/tdmrep.json"];

let edge: SimulatedEdge;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE + LICENCE);
  await edge.publish(0, "sea", "---\ntitle: The sea\nslug: sea\ndate: 2026-01-01\n---\n\nText.\n");
});

test("RSL 1.0: one licence for everything below the publication's address", async () => {
  const { status, text, headers } = await edge.poll(0, "/license.xml");
  expect([status, headers.get("content-type")]).toEqual([200, "application/rsl+xml; charset=utf-8"]);
  expect(findXmlFault(text)).toBeUndefined();
  expect(parseXml(text).ok).toBe(true);
  expect(text.replaceAll("\n", "")).toBe(
    '<?xml version="1.0" encoding="utf-8"?><rsl xmlns="https://rslstandard.org/rsl">' +
      `<content url="${PUBLIC_URL}/"><license><permits type="usage">search</permits>` +
      '<prohibits type="usage">ai-train,ai-input</prohibits><payment type="purchase">' +
      "<standard>https://wire.example/terms?a=1&#x26;b=2</standard></payment></license></content></rsl>",
  );
});

test("TDMRep §5: mining is reserved where training is forbidden", async () => {
  const read = async () => JSON.parse((await edge.poll(0, "/.well-known/tdmrep.json")).text);
  const policy = "https://wire.example/terms?a=1&b=2";
  expect(await read()).toEqual([{ location: "/", "tdm-reservation": 1, "tdm-policy": policy }]);
  await edge.putSite(0, `${SITE}licence:\n  permits: all\n`);
  edge.clock.now += 3000;
  expect(await read()).toEqual([{ location: "/", "tdm-reservation": 0 }]);
});

test("robots.txt, Link headers, pages and entries of RSS lead to it", async () => {
  expect((await edge.poll(0, "/robots.txt")).text).toContain(`\nLicense: ${PUBLIC_URL}/license.xml\n`);
  for (const path of ["/rss.xml", "/atom.xml", "/feed.json", "/", "/articles/sea"]) {
    expect((await edge.poll(0, path)).headers.get("link"), path).toContain(LINK);
  }
  expect((await edge.poll(0, "/articles/sea")).text).toContain(
    '<link rel="license" type="application/rsl+xml" href="/license.xml"/>',
  );
  const { text } = await edge.poll(0, "/rss.xml");
  expect(findXmlFault(text)).toBeUndefined();
  expect(text).toContain(`<rsl:content url="${PUBLIC_URL}/articles/sea"><rsl:license>`);
  expect(text).toContain('<rsl:permits type="usage">search</rsl:permits>');
});

function readXml(text: string) {
  const parsed = parseXml(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

test.each([
  LICENCE,
  "licence: { permits: [search, ai-index], payment: attribution }\n",
  "licence: { prohibits: all }\n",
  "licence: { permits: all, terms: https://wire.example/terms }\n",
])("documents and entries keep the rules of both specifications: %j", async (licence) => {
  await edge.putSite(0, SITE + licence);
  await edge.publish(0, "land", "---\ntitle: Land\ndate: 2026-01-02\n---\n\nText.\n");
  edge.clock.now += 3000;
  expect(listRslFaults(readXml((await edge.poll(0, "/license.xml")).text))).toEqual([]);
  expect(isTdmReservation(JSON.parse((await edge.poll(0, "/.well-known/tdmrep.json")).text))).toBe(true);
  const elements = listRslElements(readXml((await edge.poll(0, "/rss.xml")).text));
  expect(elements).toHaveLength(2);
  expect(elements.flatMap(listRslFaults)).toEqual([]);
});

test.each([
  ["<content><license/></content>", "content lacks url"],
  ['<content url="here"/>', 'content has url="here"'],
  ['<content url="/"><license><permits>search</permits></license></content>', "permits lacks type"],
  ['<content url="/"><license><permits type="usage">dreams</permits></license></content>', "dreams"],
  ['<content url="/"><payment type="gold"/></content>', "content holds payment"],
])("those rules refuse %s", (content, fault) => {
  expect(listRslFaults(readXml(`<rsl xmlns="https://rslstandard.org/rsl">${content}</rsl>`))).toContain(fault);
});

test("and reservations without a location, with another number, and with members of their own", () => {
  const sound = { location: "/", "tdm-reservation": 1 };
  expect(isTdmReservation([sound])).toBe(true);
  for (const twin of [{ "tdm-reservation": 1 }, { ...sound, "tdm-reservation": 2 }, { ...sound, policy: "x" }])
    expect(isTdmReservation([twin])).toBe(false);
});

test("without a licence its addresses answer 404, and no document links to it", async () => {
  await edge.putSite(0, SITE);
  edge.clock.now += 3000;
  for (const path of ADDRESSES) expect((await edge.poll(0, path)).status).toBe(404);
  for (const path of ["/robots.txt", "/rss.xml", "/articles/sea"]) {
    const { text, headers } = await edge.poll(0, path);
    expect(text + headers.get("link")).not.toMatch(/license\.xml|rsl/);
  }
});

test("robots.txt is answered while the store fails", async () => {
  edge.store.before = () => Promise.reject(new Error("down"));
  edge.clock.now += 3_600_000;
  expect((await edge.poll(0, "/robots.txt")).status).toBe(200);
});

test.each([
  "licence: https://a.example/",
  "licence:\n  permits: []",
  "licence:\n  permits: dream",
  "licence:\n  prohibits: all\n  terms: here",
])("a licence that says nothing, or nothing known, is refused: %j", async (text) => {
  const { ok } = await edge.putSite(0, `${SITE}${text}\n`).then(
    () => ({ ok: true }),
    () => ({ ok: false }),
  );
  expect(ok).toBe(false);
});
