import { describe, expect, it } from "vitest";
import { createPublishingApi } from "../../src/api/publishing-api.ts";
import { fail } from "../../src/lib/result.ts";
import { createBackupStore } from "../../src/store/backup/d1-backup.ts";
import { createStore } from "../../src/store/d1-store.ts";
import { createMediaStore } from "../../src/store/media/d1-media.ts";
import { createUploadStore } from "../../src/store/media/d1-uploads.ts";
import { createAppTokenStore } from "../../src/store/tools/d1-app-tokens.ts";
import { mountRoutes } from "../support/mount-routes.ts";
import { createSqliteD1 } from "../support/sqlite-d1.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const DRAFT = "---\ntitle: A secret\ndraft: true\n---\n\nNot for readers yet.\n";

/** The API before an empty store whose bucket takes nothing. */
async function createApi(publicUrl: string) {
  const { db } = createSqliteD1(() => NOW);
  const refuse = () => Promise.reject(new Error("a preview stores no file"));
  const bucket = { put: refuse, get: () => null, head: () => null } as unknown as R2Bucket;
  const unreachable = fail({
    severity: "warning" as const,
    reason: "image-remote-unreachable" as const,
    line: undefined,
    message: "",
  });
  const ports = { store: createStore(db, bucket), now: NOW, publicUrl, measureRemote: async () => unreachable };
  const renderPreview = async ({ record }: { readonly record: { readonly title: string; readonly html: string } }) =>
    `<h1>${record.title}</h1>${record.html}`;
  const publishing = {
    ports,
    media: createMediaStore(db, bucket),
    backup: createBackupStore(db, bucket),
    uploads: createUploadStore(db, bucket),
    tokens: createAppTokenStore(db),
    publicUrl,
    renderPreview,
  };
  const api = mountRoutes(createPublishingApi(), () => ({ publishing }));
  const ask = async (path: string, init: RequestInit) => api.fetch(new Request(publicUrl + path, init));
  await ask("/api/site", { method: "PUT", body: "title: Wire\n" });
  const count = async (table: string) =>
    (await db.prepare(`SELECT count(*) AS count FROM ${table}`).first("count")) as number;
  return { ask, count };
}

function preview(body: string, key = "a"): [path: string, init: RequestInit] {
  return [`/api/preview/${key}`, { method: "POST", body, headers: { "Content-Type": "text/markdown" } }];
}

describe("POST /api/preview/:key", () => {
  it("shows an article that is held back, and stores nothing", async () => {
    const { ask, count } = await createApi("http://localhost:8787");
    const before = [await count("articles"), await count("revisions")];
    const answer = await ask(...preview(DRAFT));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toBe("<h1>A secret</h1><p>Not for readers yet.</p>");
    expect([await count("articles"), await count("revisions")]).toEqual(before);
  });

  it("says what is wrong with an article that cannot be read", async () => {
    const { ask } = await createApi("http://localhost:8787");
    const answer = await ask(...preview("---\ntitle: A\ndate: soon\n---\n\nText.\n"));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('found \\"soon\\"');
  });

  it.each(["https://wire.example", "http://192.168.1.7:8787", "http://localhost.example"])(
    "is no address of a publication at %s",
    async (publicUrl) => {
      const { ask } = await createApi(publicUrl);
      expect((await ask(...preview(DRAFT))).status).toBe(404);
    },
  );

  it("takes no other method", async () => {
    const { ask } = await createApi("http://localhost:8787");
    const answer = await ask("/api/preview/a", {});
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
