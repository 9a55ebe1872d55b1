import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import { renderArticlePage } from "../../src/pages/article-page.tsx";
import { pageRenderers } from "../../src/pages/page-renderers.ts";
import versions from "../golden/renderer-version.json" with { type: "json" };
import { alone, makeContext, makeRecord, makeSite, settings } from "./sample-site.ts";

const ADVICE = `
The pages are written otherwise than recorded for RENDERER_VERSION "${RENDERER_VERSION}". Their ETags carry that version. If the change
is meant, raise RENDERER_VERSION in src/feed/renderer-version.ts and add "pages ${RENDERER_VERSION}" with the digest below to
tests/golden/renderer-version.json.
`;

test("59: the bytes of the sample pages change only together with RENDERER_VERSION", async () => {
  const hash = createHash("sha256");
  for (const page of await renderSamples()) hash.update(page);
  const recorded: Readonly<Record<string, string>> = versions;
  expect(hash.digest("hex"), ADVICE).toBe(recorded[`pages ${RENDERER_VERSION}`]);
});

/** One of every kind. */
function renderSamples(): Promise<(string | Uint8Array)[]> {
  const corrections = [{ at: 0, text: "Corrected." }];
  const record = makeRecord({ facets: { ...makeRecord({}).facets, corrections } });
  const context = makeContext({ entries: [{ position: 1, record }] });
  const base = "https://news.example/";
  const paging = { kind: "archive" as const, currentBase: base, previousArchiveBase: `${base}archive/1/` };
  const neighbour = { slug: "tram", title: "The tram", language: "el" };
  const surroundings = { ...alone, older: neighbour, newer: neighbour };
  return Promise.all([
    ...Object.values(pageRenderers).map((render) => render(context, async () => undefined)),
    pageRenderers.page({ ...context, archivePage: 2, place: { base: `${base}archive/2/`, paging } }),
    renderArticlePage({ site: makeSite({}), record, feeds: [], surroundings, settings }),
  ]);
}
