import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { SITE, startWorker, type TestWorker } from "../support/harness.ts";

// Names that a multipart form cannot carry as they are: the command writes them as browsers do, and the worker reads them back.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
});

afterAll(() => worker.close());

const GIF = readFileSync(join(import.meta.dirname, "../fixtures/images/plain.gif"));
/** A picture of its own for each name: the colour table of the fixture begins at byte 13. */
const draw = (colour: number) => Uint8Array.from(GIF, (byte, index) => (index === 13 ? colour : byte));

const folder = makeFolder({
  "site.yaml": SITE,
  "2024-05-01-names.md": `---\ntitle: Names\nimage: 'it''s "q".gif'\nimageAlt: A square\n---\n\nText.\n\n![b](100%25.gif)\n\n![c](%2522.gif)\n\n[d](<a "b" 5%.csv>)\n`,
  'it\'s "q".gif': draw(1),
  "100%.gif": draw(2),
  "%22.gif": draw(3),
  'a "b" 5%.csv': "day,level\n",
});

it("files with quotation marks and percent signs in their names are accepted by check and by the worker", async () => {
  const checked = await runEdgewire(["check", "--articles", folder]);
  expect([checked.code, checked.stderr]).toEqual([0, ""]);
  const args = ["publish", "--articles", folder, "--to", worker.url.origin, "--token", worker.token];
  expect((await runEdgewire(args)).stdout).toMatch(/created +1$/m);
  const html = (await worker.listItems("/")).find(({ title }) => title === "Names")?.content_html ?? "";
  expect(html.match(/\/media\/[0-9a-f]{32}\.gif/g)).toHaveLength(3);
  expect(html).toMatch(/\/media\/[0-9a-f]{32}\.csv/);
});
