import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { ROOT } from "./former-state.ts";
import { describeMachine } from "./machine.ts";

/**
 * The CPU that `edgewire publish` takes for photographs of 3 MB, a photograph, and the share of sharp in it: the same decoding and
 * encoding in a process of its own, in turn, in parts. Then the same publish again with nothing changed, and with one text changed,
 * without the cache of sizes: neither decodes a picture. `PHOTOGRAPHS=300 npm run bench:folder`; its last line is JSON.
 */

const PARTS = 3;
const PORT = 8870;
const folder = mkdtempSync(join(tmpdir(), "edgewire-photographs-"));

/** At the end of each Node process. */
const REPORT = `process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write("CPU "+(user+system)+"\\n")})`;

/** Seconds of CPU of a command and its children. */
function measure(args: readonly string[]): number {
  const env = { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(REPORT)}` };
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", env, maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return [...stderr.matchAll(/CPU (\d+)/g)].reduce((sum, [, micros]) => sum + Number(micros) / 1e6, 0);
}

/** Twelve megapixels, with grain as a sensor has it. */
async function drawPhotographs(count: number): Promise<void> {
  const grain = { type: "gaussian", mean: 128, sigma: 24 } as const;
  for (let number = 0; number < count; number += 1) {
    const background = { r: (number * 37) % 256, g: (number * 91) % 256, b: 120 };
    const drawn = sharp({ create: { width: 1333, height: 1000, channels: 3, background, noise: grain } });
    const bytes = await drawn.resize(4000, 3000).jpeg({ quality: 90 }).toBuffer();
    const part = join(folder, `part-${number % PARTS}`);
    mkdirSync(part, { recursive: true });
    writeFileSync(join(part, `photo-${number}.jpg`), bytes);
    const head = `title: Photograph ${number}\ndate: 2026-01-01\nimage: { src: photo-${number}.jpg, alt: "A photograph" }`;
    writeFileSync(join(part, `photo-${number}.md`), `---\n${head}\n---\n\nWords about photograph ${number}.\n`);
  }
  for (let part = 0; part < PARTS; part += 1)
    writeFileSync(join(folder, `part-${part}`, "site.yaml"), "title: Bench\n");
}

/** The decoding and encoding of the command's sizes, and nothing else. */
const SHARP_ALONE = `
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
const sharp = createRequire(process.argv[2] + "/package.json")("sharp");
sharp.concurrency(1); sharp.cache(false);
const files = readdirSync(process.argv[1]).filter((name) => name.endsWith(".jpg"));
const work = async () => { for (let name = files.pop(); name; name = files.pop()) {
  const read = sharp(readFileSync(process.argv[1] + "/" + name)).autoOrient().resize(1600, 1600, { fit: "inside" });
  const base = await read.tiff({ compression: "none" }).toBuffer();
  for (const quality of [80]) await sharp(base).resize(1200).jpeg({ quality }).toBuffer();
  for (const width of [480, 800, 1200, 1600]) await sharp(base).resize(width).webp({ quality: 76, effort: 2 }).toBuffer();
  await sharp(base).resize(240).jpeg({ quality: 70 }).toBuffer();
} };
await Promise.all([work(), work()]);`;

export async function measurePhotographs(count: number): Promise<void> {
  const empty = join(folder, "empty");
  const state = join(folder, "state");
  mkdirSync(empty);
  writeFileSync(join(empty, "site.yaml"), "title: Bench\n");
  await drawPhotographs(count);
  rmSync(join(ROOT, ".wrangler/pictures"), { recursive: true, force: true });
  const args = ["cli/edgewire.js", "start", "--articles", empty, "--port", String(PORT), "--state", state];
  const server = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (chunk) => String(chunk).includes("Ctrl-C ends it") && resolve());
    server.once("exit", () => reject(new Error("the server did not start")));
  });
  try {
    const times = { command: 0, sharp: 0, unchanged: 0, oneText: 0 };
    const publish = (part: string) =>
      measure(["cli/edgewire.js", "publish", "--articles", part, "--to", `http://localhost:${PORT}`]);
    for (let part = 0; part < PARTS; part += 1) {
      const path = join(folder, `part-${part}`);
      times.command += publish(path);
      times.sharp += measure(["--input-type=module", "-e", SHARP_ALONE, path, ROOT]);
    }
    rmSync(join(ROOT, ".wrangler/pictures"), { recursive: true, force: true });
    const last = join(folder, `part-${PARTS - 1}`);
    times.unchanged = publish(last);
    const text = readdirSync(last).find((name) => name.endsWith(".md")) ?? "";
    const changed = join(last, text);
    writeFileSync(changed, `${readFileSync(changed, "utf8")}\nMore words.\n`);
    times.oneText = publish(last);
    const each = (seconds: number) => Math.round((1000 * seconds) / count);
    console.log(`CPU a photograph: command ${each(times.command)} ms, sharp alone ${each(times.sharp)} ms`);
    console.log(
      `CPU of a publish without a changed picture: ${times.unchanged.toFixed(2)} s; with a changed text: ${times.oneText.toFixed(2)} s`,
    );
    const ratio = Number((times.command / times.sharp).toFixed(2));
    console.log(JSON.stringify({ machine: describeMachine(), photographs: count, ratio, ...times }));
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}
