import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import { renderArticlePage } from "../../src/pages/article-page.tsx";
import { renderFeedPage } from "../../src/pages/feed-page.tsx";
import versions from "../golden/renderer-version.json" with { type: "json" };
import { mainHead, makeRecord, makeSite, settings } from "./sample-site.ts";

const ADVICE = `
The pages are written otherwise than recorded for RENDERER_VERSION "${RENDERER_VERSION}". Their ETags carry that version. If the change
is meant, raise RENDERER_VERSION in src/feed/renderer-version.ts and add "pages ${RENDERER_VERSION}" with the digest below to
tests/golden/renderer-version.json.
`;

test("59: the bytes of the sample pages change only together with RENDERER_VERSION", async () => {
  const corrections = [{ at: 0, text: "Corrected." }];
  const record = makeRecord({ facets: { ...makeRecord({}).facets, corrections } });
  const entries = [{ position: 1, record }];
  const snapshot = { site: makeSite({}), head: mainHead, window: entries, feeds: [mainHead], pages: [] };
  const front = await renderFeedPage({ name: "main", snapshot, entries, settings });
  const article = await renderArticlePage({ site: makeSite({}), record, feeds: [], settings });
  const hash = createHash("sha256").update(front).update(article);
  const recorded: Readonly<Record<string, string>> = versions;
  expect(hash.digest("hex"), ADVICE).toBe(recorded[`pages ${RENDERER_VERSION}`]);
});
