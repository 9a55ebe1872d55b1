import { expect, it } from "vitest";
import { type Decision, decide } from "../../../src/serving/gate/decide.ts";
import type { Head, LiveHead } from "../../../src/serving/head.ts";

const NOW = Date.UTC(2026, 2, 14, 12);
const changedAt = NOW / 1000 - 3600;

const live: LiveHead = {
  status: "live",
  revision: 7,
  epoch: "abc123abc123",
  lastModified: changedAt,
  nextDueAt: undefined,
  departedRevision: 3,
  isStale: false,
};
const stale: LiveHead = { ...live, isStale: true };
const unsettled: LiveHead = { ...live, unsettled: "changed-now" };
const ahead: LiveHead = { ...stale, unsettled: "ahead" };
const date = (seconds: number) => new Date(seconds * 1000).toUTCString();

const newsboat = { "user-agent": "newsboat/2.30", "a-im": "feed" };

it.each<[clause: string, head: Head | undefined, headers: Record<string, string>, decision: Decision]>([
  ["71: no head and no store", undefined, {}, { kind: "unavailable" }],
  [
    "70: a moved resource",
    { status: "moved", location: "/articles/new" },
    {},
    { kind: "moved", head: { status: "moved", location: "/articles/new" } },
  ],
  [
    "70: a resource that ended",
    { status: "gone", notice: "Why" },
    {},
    { kind: "absent", head: { status: "gone", notice: "Why" } },
  ],
  [
    "70: an unknown resource",
    { status: "missing" },
    { "if-none-match": "*" },
    { kind: "absent", head: { status: "missing" } },
  ],
  ["58: no condition", live, {}, { kind: "whole", head: live, isConditional: false }],
  ["60: the newest tag", live, { "if-none-match": 'W/"7-abc123abc123"' }, { kind: "not-modified", head: live }],
  ["60: *", live, { "if-none-match": "*" }, { kind: "not-modified", head: live }],
  [
    "60: an older tag",
    live,
    { "if-none-match": 'W/"6-abc123abc123"' },
    { kind: "whole", head: live, isConditional: true },
  ],
  ["61: the date of the head", live, { "if-modified-since": date(changedAt) }, { kind: "not-modified", head: live }],
  [
    "61: an older date",
    live,
    { "if-modified-since": date(changedAt - 1) },
    { kind: "whole", head: live, isConditional: true },
  ],
  [
    "61: If-None-Match overrules the date",
    live,
    { "if-none-match": '"x"', "if-modified-since": date(changedAt) },
    { kind: "whole", head: live, isConditional: true },
  ],
  [
    "61: a date within the second of the change",
    unsettled,
    { "if-modified-since": date(changedAt) },
    { kind: "whole", head: unsettled, isConditional: true },
  ],
  [
    "61: a date before a change that lies ahead of the clock, while the store fails",
    ahead,
    { "if-modified-since": date(changedAt) },
    { kind: "whole", head: ahead, isConditional: true },
  ],
  ["80: a delta", live, { ...newsboat, "if-none-match": 'W/"5-abc123abc123"' }, { kind: "delta", head: live, base: 5 }],
  [
    "80: none across a departure",
    live,
    { ...newsboat, "if-none-match": 'W/"2-abc123abc123"' },
    { kind: "whole", head: live, isConditional: true },
  ],
  [
    "80: none to an agent not known to read it",
    live,
    { "a-im": "feed", "if-none-match": 'W/"5-abc123abc123"' },
    { kind: "whole", head: live, isConditional: true },
  ],
  [
    "80: none while the store fails",
    stale,
    { ...newsboat, "if-none-match": 'W/"5-abc123abc123"' },
    { kind: "whole", head: stale, isConditional: true },
  ],
  [
    "71: while the store fails, a client with a newer revision keeps it",
    stale,
    { "if-none-match": 'W/"9-abc123abc123"' },
    { kind: "not-modified", head: { ...stale, revision: 9 } },
  ],
])("%s", (_, head, headers, decision) => {
  expect(decide({ headers: new Headers(headers), hasDeltas: true, now: NOW }, head)).toEqual(decision);
});

it("80: gives no delta of a format without deltas", () => {
  const headers = new Headers({ ...newsboat, "if-none-match": 'W/"5-abc123abc123"' });
  expect(decide({ headers, hasDeltas: false, now: NOW }, live)).toEqual({
    kind: "whole",
    head: live,
    isConditional: true,
  });
});
