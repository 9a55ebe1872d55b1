import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");

/** Who may import whom: imports point down. `store` implements ports that stand beside their callers. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  http: ["lib"],
  article: ["lib"],
  feed: ["lib", "article"],
  import: ["lib", "article", "feed"],
  push: ["lib", "article", "feed"],
  "push/http": ["lib", "http", "feed", "push"],
  audience: ["lib", "article", "feed"],
  sources: ["lib", "article", "feed", "import", "push"],
  store: ["lib", "article", "feed", "push", "audience", "search", "sources"],
  health: ["lib", "article"],
  search: ["lib"],
  pages: ["lib", "article", "feed", "search"],
  serving: ["lib", "http", "article", "feed", "audience", "search", "pages"],
  api: ["lib", "http", "article", "feed", "push", "audience"],
  dashboard: ["lib", "http", "article", "feed", "audience", "health", "pages", "api"],
};

/** Composition roots see everything. */
const ROOTS = ["index.ts", "publisher.ts", "config.ts", "worker-exports.d.ts", "text-modules.d.ts"];

function isRoot(path: string): boolean {
  return ROOTS.includes(path) || path.startsWith("composition/");
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Files of ours that it names, by their paths below src/. */
  readonly imports: readonly string[];
  /** What is loaded with it when it runs: files as above, packages by name. Types leave nothing behind. */
  readonly loads: readonly string[];
}

const files: readonly SourceFile[] = globSync("**/*.{ts,tsx}", { cwd: SRC }).map((path) => {
  const text = readFileSync(join(SRC, path), "utf8");
  const resolve = (specifier: string) =>
    specifier.startsWith(".") ? relative(SRC, join(SRC, dirname(path), specifier)) : specifier;
  const statements = Array.from(text.matchAll(/^(?:import|export) (?:([^;="]*?) from )?"([^"]+)";/gm));
  const named = statements.map(([, clause = "", specifier = ""]) => ({ clause, target: resolve(specifier) }));
  return {
    path,
    text,
    imports: named.map(({ target }) => target).filter((target) => /\.(?:tsx?|css|svg)$/.test(target)),
    loads: named.filter(({ clause }) => !clause.startsWith("type ")).map(({ target }) => target),
  };
});

function roomOf(path: string): string {
  return path.startsWith("push/http/") ? "push/http" : (path.split("/")[0] ?? "");
}

describe("the house", () => {
  it("has no file outside its rooms", () => {
    const strays = files.filter(({ path }) => !(roomOf(path) in allowed) && !isRoot(path));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("has no folder with more than 25 files", () => {
    const counts = new Map<string, number>();
    for (const { path } of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 25)).toEqual([]);
  });

  it("imports downwards only", () => {
    const upwards = files
      .filter(({ path }) => !isRoot(path))
      .flatMap(({ path, imports }) => imports.map((target) => ({ path, target })))
      .filter(({ path, target }) => {
        const room = roomOf(path);
        // Configuration is plain data: everybody at the border may read its type.
        return roomOf(target) !== room && target !== "config.ts" && !allowed[room]?.includes(roomOf(target));
      });
    expect(upwards).toEqual([]);
  });

  it("reads no clock, chance or network in its core", () => {
    const forbidden = /Date\.now\(|new Date\(\)|Math\.random|(?<![\w.])fetch\(/;
    const core = files.filter(({ path }) =>
      ["lib", "article", "feed", "push", "audience", "sources"].includes(roomOf(path)),
    );
    const offenders = core
      .flatMap(({ path, text }) => text.split("\n").map((line, index) => ({ at: `${path}:${index + 1}`, line })))
      .filter(({ line }) => forbidden.test(line.replace(/\/\/.*|^\s*\*.*/, "")));
    expect(offenders).toEqual([]);
  });

  it("reaches no parser, YAML reader, sanitiser or table of agents from the readers' worker", () => {
    const byPath = new Map(files.map((file) => [file.path, file]));
    const reached = new Set<string>();
    const pending = ["index.ts"];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      pending.push(...(byPath.get(path)?.loads ?? []));
    }
    const packages = [...reached].filter((path) => !/\.(?:tsx?|css|svg)$/.test(path)).sort();
    expect(packages.filter((name) => !/^hono(?:\/|$)/.test(name))).toEqual(["cloudflare:workers"]);
    expect(reached).toContain("serving/origin/origin.ts");
    expect(
      [...reached].filter((path) =>
        /article\/(?:read|derive|front-matter|markup)|audience\/(?:agents|read-)/.test(path),
      ),
    ).toEqual([]);
  });
});
