import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import { goldenFileNames, renderGolden } from "./sample-feed.ts";

const recordFile = new URL("../golden/renderer-version.json", import.meta.url);

const ADVICE = `
The renderers write other bytes than the ones recorded for RENDERER_VERSION "${RENDERER_VERSION}". ETags carry that version: two
documents with the same ETag must not differ. If the change is meant:
1. raise RENDERER_VERSION in src/feed/renderer-version.ts,
2. read the difference in tests/golden after \`npx vitest run tests/feed --update\`,
3. put the version and the digest below into tests/golden/renderer-version.json.
`;

test("59: the bytes of the golden documents change only together with RENDERER_VERSION", () => {
  const digest = createHash("sha256");
  for (const fileName of goldenFileNames) digest.update(`${fileName}\n${renderGolden(fileName)}\n`);
  const found = { version: RENDERER_VERSION, digest: digest.digest("hex") };
  expect(found, ADVICE).toEqual(JSON.parse(readFileSync(recordFile, "utf8")));
});
