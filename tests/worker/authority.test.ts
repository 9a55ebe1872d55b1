import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker({}, { PUBLIC_URL: "https://wire.example" });
});
afterAll(() => worker.close());

it("RFC 4151: D1 lets a store that was never public give its ids their authority, in one batch", async () => {
  await worker.putSite("title: Wire\n");
  const id = "tag:localhost,2026-01-02:one";
  const text = writeMarkdown({ title: "One", slug: "one", id: `"${id}"`, aliases: "[/old]", categories: "[Sea]" });
  expect((await worker.putArticle("one", text)).body.id).toBe(id);
  await worker.query("UPDATE site SET authority = NULL");
  expect((await worker.putSite("title: Wire\n")).status).toBe(200);
  const [item] = await worker.listItems("/categories/sea/");
  expect(item?.id).toBe("tag:wire.example,2026-01-02:one");
  expect((await worker.poll("/old")).status).toBe(301);
  expect((await worker.poll("/atom.xml")).text).toContain("<id>tag:wire.example,2026-01-01:main</id>");
});
