import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measurePhotographs } from "./folder-photographs.ts";
import { checkOutFormerState, commandOf, ROOT, removeFormerState } from "./former-state.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";

/**
 * How long `edgewire publish` takes for 1,000 articles, half with an image of 60 KB, half with a cover to draw, to the local server;
 * then again with nothing changed: now, and in the state before folders of any tool were read, in turn. Everything is real: the
 * command, both workers, D1, R2. `npm run bench:folder`; its last line is JSON, which docs/performance.md explains. `PHOTOGRAPHS=300` measures
 * photographs of 3 MB instead (folder-photographs.ts).
 */

if (process.env.PHOTOGRAPHS !== undefined) {
  await measurePhotographs(Number(process.env.PHOTOGRAPHS));
  process.exit();
}

const COUNT = Number(process.env.COUNT ?? 1000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** Unchanged publishes are short: several a round. */
const REPEATS = 3;
const FIRST_PORT = 8871;
const folder = mkdtempSync(join(tmpdir(), "edgewire-folder-"));
const empty = join(folder, "empty");
const full = join(folder, "full");

/** A PNG whose pixels are chance, so that nothing compresses: an IDAT of stored blocks would do, a comment chunk is simpler. */
async function drawImage(): Promise<Buffer> {
  const { drawCover } = await import("../cli/cover/card.ts");
  const picture = Buffer.from(
    await drawCover(
      { title: "x", dateText: "x", publication: "x", accent: "#9a3412", language: "en" },
      { font: "serif" },
    ),
  );
  const ending = picture.length - 12;
  const noise = randomBytes(60 * 1024 - picture.length - 12);
  const chunk = Buffer.concat([
    Buffer.from([0, 0, noise.length >> 8, noise.length & 255]),
    Buffer.from("edGe"),
    noise,
    Buffer.alloc(4),
  ]);
  return Buffer.concat([picture.subarray(0, ending), chunk, picture.subarray(ending)]);
}

async function writePublication(): Promise<void> {
  for (const path of [empty, full]) {
    mkdirSync(path, { recursive: true });
    writeFileSync(
      join(path, "site.yaml"),
      "title: Bench\ncategories:\n  - { name: Ports, keywords: [harbour, ferry] }\n",
    );
  }
  for (let number = 0; number < COUNT; number += 1) {
    const hasImage = number % 2 === 0;
    const key = `2026-01-01-article-${number}`;
    const paragraphs = Array.from(
      { length: 12 },
      (_, line) => `Line ${line} of story ${number}: the ferry left the harbour at noon, and nobody minded.`,
    );
    const image = hasImage ? `image: { src: photo-${number}.png, alt: "A photo" }\n` : "";
    writeFileSync(
      join(full, `${key}.md`),
      `---\ntitle: Story number ${number} of the harbour\ndate: 2026-01-01\n${image}---\n\n${paragraphs.join("\n\n")}\n`,
    );
    if (hasImage) writeFileSync(join(full, `photo-${number}.png`), await drawImage());
  }
}

interface Times {
  readonly first: number[];
  readonly unchanged: number[];
}

/** Seconds. */
function publish(root: string, port: number): number {
  const began = performance.now();
  const args = [commandOf(root), "publish", "--articles", full, "--to", `http://localhost:${port}`];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return (performance.now() - began) / 1000;
}

async function start(root: string, port: number, state: string): Promise<ChildProcess> {
  const args = [commandOf(root), "start", "--articles", empty, "--port", String(port), "--state", state];
  const server = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (chunk) => String(chunk).includes("Ctrl-C ends it") && resolve());
    server.once("exit", () => reject(new Error("the server did not start")));
  });
  return server;
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}

/** A new store each round. What `check` has read before is forgotten, so that every first publish reads everything. */
async function measureRound(root: string, round: number, { first, unchanged }: Times): Promise<void> {
  rmSync(join(root, ".wrangler/reading"), { recursive: true, force: true });
  rmSync(join(folder, ".wrangler"), { recursive: true, force: true });
  const port = FIRST_PORT + round;
  const server = await start(root, port, join(folder, `state-${round}-${root === ROOT ? "now" : "then"}`));
  try {
    first.push(publish(root, port));
    unchanged.push(median(Array.from({ length: REPEATS }, () => publish(root, port))));
  } finally {
    await stop(server);
  }
}

try {
  await writePublication();
  const states = [checkOutFormerState(folder), ROOT].map((root) => ({
    root,
    first: [] as number[],
    unchanged: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { root, ...times } of states) await measureRound(root, round, times);
  }
  const [then, now] = states;
  if (then === undefined || now === undefined) throw new Error("two states are compared");
  console.log(`${describeMachine()}; medians of ${ROUNDS} rounds`);
  for (const [name, { first, unchanged }] of Object.entries({ before: then, now })) {
    console.log(
      `${name}: ${COUNT} articles in ${median(first).toFixed(1)} s, unchanged in ${median(unchanged).toFixed(2)} s`,
    );
  }
  const result = {
    articles: COUNT,
    first_seconds: median(now.first),
    unchanged_seconds: median(now.unchanged),
    first_before_vs_now: medianRatio(then.first, now.first),
    unchanged_before_vs_now: medianRatio(then.unchanged, now.unchanged),
  };
  console.log(JSON.stringify(result, (_, value) => (typeof value === "number" ? Number(value.toFixed(3)) : value)));
} finally {
  removeFormerState(folder);
  rmSync(folder, { recursive: true, force: true });
}
