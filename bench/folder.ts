import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine } from "./machine.ts";

// How long `edgewire publish` takes for 1,000 articles, half with an image of 60 KB, half with a cover to draw, to the local
// server; then again with nothing changed. Everything is real: the command, wrangler dev, D1, R2.

const COUNT = Number(process.env.COUNT ?? 1000);
const PORT = 8871;
const folder = mkdtempSync(join(tmpdir(), "edgewire-folder-"));
const empty = join(folder, "empty");
const full = join(folder, "full");

/** A PNG whose pixels are chance, so that nothing compresses: an IDAT of stored blocks would do, a comment chunk is simpler. */
async function drawImage(): Promise<Buffer> {
  const { drawCover } = await import("../cli/cover/card.ts");
  const picture = Buffer.from(
    await drawCover({ title: "x", dateText: "x", publication: "x", accent: "#9a3412", language: "en" }),
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

function edgewire(...args: string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["cli/edgewire.js", ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`edgewire ${args.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return (performance.now() - began) / 1000;
}

await writePublication();
const start = [
  "cli/edgewire.js",
  "start",
  "--articles",
  empty,
  "--port",
  String(PORT),
  "--state",
  join(folder, "state"),
];
const server = spawn(process.execPath, start, { stdio: ["ignore", "pipe", "inherit"] });
await new Promise<void>((resolve, reject) => {
  server.stdout.on("data", (chunk) => String(chunk).includes("Ctrl-C ends it") && resolve());
  server.once("exit", () => reject(new Error("the server did not start")));
});
try {
  const to = ["--articles", full, "--to", `http://localhost:${PORT}`];
  const first = edgewire("publish", ...to);
  const again = edgewire("publish", ...to);
  console.log(describeMachine());
  console.log(`${COUNT} articles published in ${first.toFixed(1)} s, unchanged in ${again.toFixed(1)} s`);
  console.log(JSON.stringify({ articles: COUNT, first_seconds: first, unchanged_seconds: again }));
} finally {
  server.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
