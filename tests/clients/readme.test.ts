import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";

// Every command that README tells people to type is run here, or in .ci/run; a new one without a row below fails.

const ROOT = join(import.meta.dirname, "../..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const url = inject("publicationUrls").articles ?? "";
const folder = mkdtempSync(join(tmpdir(), "edgewire-readme-"));
const ci = readFileSync(join(ROOT, ".ci/run"), "utf8");
const projectTest = readFileSync(join(ROOT, "tests/package/new-project.test.ts"), "utf8");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commands = Array.from(README.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = ""]) =>
  block.trim().split("\n"),
).flat();

function run(command: string): { status: number | null; output: string } {
  const env = { ...process.env, PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: ROOT, encoding: "utf8", env });
  return { status, output: stdout + stderr };
}

/** By the beginning of the command: what shows that it does what README says. */
const proofs: Readonly<Record<string, (command: string) => void>> = {
  // Run in tests/package, from tarballs.
  "npm create edgewire my-news": () => expect(projectTest).toContain('"create-edgewire"'),
  "cd my-news && npm start": () => expect(projectTest).toContain("startDev("),
  "npm ci && npm start": () => expect(ci).toMatch(/npm ci[\s\S]*npm start/),
  "npm ci && npm test": () => expect(ci).toMatch(/npm ci[\s\S]*npm test/),
  "npx edgewire check": (command) => {
    const { status, output } = run(command);
    expect(status).toBe(0);
    const shown = /```\n(articles\/2023[\s\S]*?)```/.exec(README)?.[1] ?? "none";
    for (const line of shown.trim().split("\n")) expect(output).toContain(line);
  },
  "npx edgewire new": (command) => {
    cpSync(join(ROOT, "articles/site.yaml"), join(folder, "site.yaml"));
    expect(run(`${command} --articles ${folder}`).status).toBe(0);
    expect(readdirSync(folder).join(" ")).toMatch(/\d{4}-\d\d-\d\d-harbour-bridge-reopens\.md/);
  },
  "curl -s -D -": (command) => {
    const { output } = run(command.replaceAll("http://localhost:8787", url));
    expect(output).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(output).toMatch(/ETag: W\/"\d+-[0-9a-f]{12}"/i);
  },
  "curl -s -o /dev/null -w": (command) => {
    expect(run(command.replaceAll("http://localhost:8787", url)).output.trim()).toBe("304");
  },
  "npx edgewire doctor": (command) => {
    const { status, output } = run(command.replaceAll("http://localhost:8787", url));
    expect(status).toBe(0);
    expect(output).toContain(/^3 feeds, .*$/m.exec(README)?.[0] ?? "none");
  },
  "npm run demo": () => expect(inject("publicationUrls")["tests/fixtures/publication"]).toMatch(/^http/),
  "npx edgewire deploy": (command) => {
    const { status, output } = run(`CLOUDFLARE_API_TOKEN=x CLOUDFLARE_API_BASE_URL=http://127.0.0.1:9 ${command}`);
    expect([status, output]).toEqual([1, expect.stringContaining("Cannot reach Cloudflare")]);
  },
};

describe("README", () => {
  it.each(commands)("%s", (command) => {
    const proof = Object.keys(proofs).find((beginning) => command.startsWith(beginning));
    expect(proof, "a command without a proof").toBeDefined();
    proofs[proof ?? ""]?.(command);
  });

  it("tells at least the nine commands that it is known to tell", () => {
    expect(commands.length).toBeGreaterThanOrEqual(9);
  });

  it("has the two commands that do everything, letter by letter", () => {
    expect(README).toContain("npm ci && npm start");
    expect(README).toContain("npm ci && npm test");
  });
});
