import { expect, it } from "vitest";
import type { PublicNames } from "../../../src/feed/publishing/publication-store.ts";
import { createKnownNames } from "../../../src/serving/gate/known-names.ts";

const FREE = 2;

function setUp() {
  const clock = { now: 1_000_000 };
  const aliases = ["/old"];
  const names = (): PublicNames => ({ revision: 1, isComplete: true, slugs: [], aliases, feeds: [], key: undefined });
  const asked: string[] = [];
  const ask = async (path: string) => {
    asked.push(path);
    // No edit here makes a revision, so that there are no additions.
    return Response.json(path.includes("since") ? { ...names(), aliases: [] } : names());
  };
  const sleep = async (milliseconds: number) => {
    clock.now += milliseconds;
  };
  const known = createKnownNames({ now: () => clock.now, sleep }, FREE);
  return { clock, aliases, asked, admit: (path: string) => known.admitAlias(path, "", ask), known };
}

it("admits a few unknown names, then those of the list alone", async () => {
  const { admit, asked } = setUp();
  const verdicts = [];
  for (const path of ["/a", "/b", "/c", "/old"]) verdicts.push(await admit(path));
  expect(verdicts).toEqual([true, true, false, true]);
  expect(asked).toEqual(["/names", "/names?since=1"]);
});

it("admits a former address that an edit without a revision added: after a publish here at once, elsewhere when the list is dropped", async () => {
  const { admit, aliases, clock, known } = setUp();
  for (const path of ["/a", "/b", "/c"]) await admit(path);
  aliases.push("/new");
  expect(await admit("/new")).toBe(false);
  known.forget();
  expect(await admit("/new")).toBe(true);
  for (const path of ["/d", "/e", "/f"]) await admit(path);
  aliases.push("/newer");
  expect(await admit("/newer")).toBe(false);
  clock.now += 601_000;
  expect(await admit("/newer")).toBe(true);
});
