import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { MAX_NEWS_ARTICLES } from "../../src/feed/lists/news-sitemap.ts";
import { PART_POSITIONS } from "../../src/feed/lists/sitemap-parts.ts";
import { storeManyArticles } from "../support/many-articles.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";
import { runProgram } from "./run-program.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

// sitemaps.org 0.9 and Google's news sitemaps, against schemas written from their protocols. xmllint reads what crawlers would.

const SCHEMAS = resolve(import.meta.dirname, "../fixtures/schemas");
const MAX_FILE_BYTES = 50_000_000;

async function publish(count: number, stepMs?: number): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Ships & <rails>\ndomain: wire.example\n");
  storeManyArticles(edge.store, count, edge.clock.now - 60_000, stepMs);
  edge.clock.now += 3000;
  return edge;
}

async function read(edge: SimulatedEdge, path: string): Promise<string> {
  const { status, text } = await edge.poll(0, path);
  expect([status, path]).toEqual([200, path]);
  return text;
}

async function findFaults(schema: string, documents: readonly string[]): Promise<string> {
  const folder = await createTemporaryFolder("sitemaps");
  const files = documents.map((_, index) => join(folder, `${index}.xml`));
  await Promise.all(files.map((file, index) => writeFile(file, documents[index] ?? "")));
  const program = { command: "xmllint", aptPackage: "libxml2-utils" };
  const { code, stderr } = await runProgram(program, [
    "--noout",
    "--nonet",
    "--schema",
    join(SCHEMAS, schema),
    ...files,
  ]);
  // 3: the document breaks the schema; everything else is a fault of the test.
  if (code !== 0 && code !== 3) throw new Error(`xmllint ended with ${code}:\n${stderr}`);
  return code === 0 ? "" : stderr;
}

function listPlaces(document: string): string[] {
  return Array.from(document.matchAll(/<loc>([^<]+)<\/loc>/g), ([, place = ""]) => place);
}

describe("sitemaps.org protocol 0.9", () => {
  it.each([0, 1, 1000, PART_POSITIONS])("%i articles stand in one valid file, with the front page", async (count) => {
    const document = await read(await publish(count), "/sitemap.xml");
    expect(await findFaults("sitemap.xsd", [document])).toBe("");
    expect(new Set(listPlaces(document)).size).toBe(count + 1);
  });

  it.each([PART_POSITIONS + 1, 50_001])(
    "%i articles stand in parts, each once, under a valid index",
    async (count) => {
      const edge = await publish(count);
      const index = await read(edge, "/sitemap.xml");
      expect(await findFaults("sitemap-index.xsd", [index])).toBe("");
      const addresses = listPlaces(index);
      expect(addresses).toHaveLength(Math.ceil(count / PART_POSITIONS));
      const parts: string[] = [];
      for (const address of addresses) parts.push(await read(edge, address.replace(PUBLIC_URL, "")));
      expect(await findFaults("sitemap.xsd", parts)).toBe("");
      expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThan(MAX_FILE_BYTES);
      const places = parts.flatMap(listPlaces);
      expect(places).toHaveLength(count + 1);
      expect(new Set(places).size).toBe(count + 1);
    },
    60_000,
  );
});

describe("Google News sitemap", () => {
  const SECOND_MS = 1000;

  it.each([0, 1, 1000, 50_001])(
    "of %i articles of this day the newest thousand stand in one valid file",
    async (count) => {
      const document = await read(await publish(count, SECOND_MS), "/news-sitemap.xml");
      expect(await findFaults("news-sitemap.xsd", [document])).toBe("");
      const places = listPlaces(document);
      expect(new Set(places).size).toBe(Math.min(count, MAX_NEWS_ARTICLES));
      if (count > 0) expect(places[0]).toContain(`/articles/many-${count}-`);
    },
  );
});

it.each([
  ["sitemap.xsd", "<url><loc>/relative</loc></url>"],
  ["sitemap.xsd", "<url><lastmod>2026-01-01</lastmod></url>"],
  ["sitemap.xsd", "<url><loc>https://a.example/</loc><lastmod>yesterday</lastmod></url>"],
  ["sitemap.xsd", "<url><loc>https://a.example/</loc></url><url><loc>https://a.example/</loc></url>"],
  ["sitemap.xsd", ""],
  ["news-sitemap.xsd", "<url><loc>https://a.example/</loc></url>"],
])("the schema %s refuses %s", async (schema, content) => {
  const document = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${content}</urlset>`;
  expect(await findFaults(schema, [document])).not.toBe("");
});
