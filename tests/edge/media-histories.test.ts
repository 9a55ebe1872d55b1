import fc from "fast-check";
import { it } from "vitest";
import { coverLikeAFile, draftWithoutItsPicture, liveWithMedia, mediaHistories } from "./media-histories.ts";

/** Another one: `SEED=1 npx vitest run --project pure tests/edge/media-histories.test.ts`. */
const SEED = Number(process.env.SEED ?? 20_261_127);

it("in 300 histories a minute after each step exactly the pictures are served that a public article, the profile or a wish to keep them asks for, and in the end the bucket holds nothing else", async () => {
  await fc.assert(fc.asyncProperty(mediaHistories, liveWithMedia), {
    seed: SEED,
    numRuns: 300,
    examples: [[draftWithoutItsPicture], [coverLikeAFile]],
  });
}, 300_000);
