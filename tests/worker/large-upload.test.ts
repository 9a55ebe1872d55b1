import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder } from "../cli/run-edgewire.ts";
import { SITE, startWorker, type TestWorker } from "../support/harness.ts";
import { makeMp3 } from "../support/make-mp3.ts";

// A large upload that is killed, and the memory of the command. It takes more than a minute: LARGE_UPLOAD_BYTES=300000000.

const SIZE = Number(process.env.LARGE_UPLOAD_BYTES ?? 0);
const SMALL = 30_000_000;
const MAX_MORE_BYTES = 20_000_000;
const KILLS = 3;

describe.skipIf(SIZE === 0)(`an upload of ${SIZE / 1e6} MB`, () => {
  let worker: TestWorker;

  beforeAll(async () => {
    worker = await startWorker();
  });

  afterAll(() => worker.close());

  async function makePublication(name: string, sizeBytes: number): Promise<string> {
    const folder = makeFolder({
      "site.yaml": SITE,
      [`2024-06-01-${name}.md`]: `---\ntitle: ${name}\naudio: ${name}.mp3\n---\n\nText.\n`,
    });
    const block = makeMp3(2400);
    const file = createWriteStream(join(folder, `${name}.mp3`));
    // Each publication has a file of its own.
    block.write(name, 8);
    for (let written = 0; written < sizeBytes; written += block.length) {
      if (!file.write(block)) await once(file, "drain");
    }
    file.end();
    await once(file, "finish");
    return folder;
  }

  function startPublish(folder: string): ChildProcess {
    const args = ["publish", "--articles", folder, "--to", worker.url.origin, "--token", worker.token];
    return spawn(process.execPath, [join(import.meta.dirname, "../../cli/edgewire.js"), ...args], {
      cwd: folder,
      stdio: "inherit",
    });
  }

  /** Its exit code, and the most memory that it took. */
  async function run(folder: string): Promise<{ code: number | null; peakBytes: number }> {
    const child = startPublish(folder);
    let peakBytes = 0;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    while (child.exitCode === null) {
      peakBytes = Math.max(peakBytes, readPeak(child.pid));
      await Promise.race([setTimeout(50), ended]);
    }
    return { code: await ended, peakBytes };
  }

  const countParts = async () =>
    (await worker.query<{ n: number }>("SELECT count(*) AS n FROM upload_parts"))[0]?.n ?? 0;

  it("resumes after each of three kills", async () => {
    const folder = await makePublication("large", SIZE);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = await countParts();
      const child = startPublish(folder);
      while ((await countParts()) <= before + 2) await setTimeout(50);
      child.kill("SIGKILL");
      await setTimeout(200);
    }
    const kept = await countParts();
    expect(kept).toBeGreaterThan(2 * KILLS);
    expect((await run(folder)).code).toBe(0);
    const [item] = await worker.listItems("/");
    expect(item?.attachments?.[0]?.size_in_bytes).toBeGreaterThanOrEqual(SIZE);
  }, 600_000);

  it(`takes at most 20 MB more memory than one of ${SMALL / 1e6} MB`, async () => {
    const small = await run(await makePublication("small", SMALL));
    const large = await run(await makePublication("other", SIZE));
    console.log(`peak: ${small.peakBytes / 1e6} MB for the small file, ${large.peakBytes / 1e6} MB for the large one`);
    expect(large.peakBytes - small.peakBytes).toBeLessThan(MAX_MORE_BYTES);
  }, 600_000);
});

/** Linux tells a process's high-water mark. */
function readPeak(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
