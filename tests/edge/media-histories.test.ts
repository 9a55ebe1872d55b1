import fc from "fast-check";
import { it } from "vitest";
import { draftWithoutItsPicture, liveWithMedia, mediaHistories } from "./media-histories.ts";

it("in 300 histories a minute after each step exactly the pictures are served that a public article, the profile or a wish to keep them asks for, and in the end the bucket holds nothing else", async () => {
  await fc.assert(fc.asyncProperty(mediaHistories, liveWithMedia), {
    numRuns: 300,
    examples: [[draftWithoutItsPicture]],
  });
}, 300_000);
