import { describe, expect, test } from "vitest";
import { isTimeZone, readZonedDate } from "../../src/lib/zoned-dates.ts";

const utc = (text: string) => Date.parse(text);

describe("readZonedDate", () => {
  test.each([
    ["2023-06-12", "Asia/Singapore", "2023-06-11T16:00:00Z"],
    ["2023-06-12", "UTC", "2023-06-12T00:00:00Z"],
    ["2023-06-12T08:30", "Asia/Singapore", "2023-06-12T00:30:00Z"],
    ["2023-06-12 08:30:15", "Asia/Singapore", "2023-06-12T00:30:15Z"],
    ["2023-06-12T08:30:15.5Z", "Asia/Singapore", "2023-06-12T08:30:15.500Z"],
    ["2023-06-12t08:30:15z", "Asia/Singapore", "2023-06-12T08:30:15Z"],
    ["2023-06-12 08:30:15 +0200", "Asia/Singapore", "2023-06-12T06:30:15Z"],
    ["2023-06-12T08:30-03:30", "Asia/Singapore", "2023-06-12T12:00:00Z"],
    ["2024-02-29", "Asia/Kathmandu", "2024-02-28T18:15:00Z"],
    ["1890-01-01", "Asia/Singapore", "1889-12-31T17:04:35Z"],
    ["2023-06-12", "Etc/GMT-14", "2023-06-11T10:00:00Z"],
    ["2023-06-12", "Etc/GMT+5", "2023-06-12T05:00:00Z"],
  ])("ISO 8601: %s in %s", (text, zone, expected) => {
    expect(readZonedDate(text, zone)).toBe(utc(expected));
  });

  test.each([
    ["Mon, 12 Jun 2023 08:05:09 GMT", "2023-06-12T08:05:09Z"],
    ["12 Jun 2023 08:05 +0800", "2023-06-12T00:05:00Z"],
    ["Mon, 12 June 23 08:05:09 EDT", "2023-06-12T12:05:09Z"],
    ["12 Jun 99", "1999-06-11T16:00:00Z"],
    ["Sun, 12 Jun 2023 00:00:00", "2023-06-11T16:00:00Z"],
  ])("RFC 822: %s", (text, expected) => {
    expect(readZonedDate(text, "Asia/Singapore")).toBe(utc(expected));
  });

  test.each([
    ["the last hour of winter", "2024-03-31T01:59", "2024-03-31T00:59:00Z"],
    ["an hour that is skipped counts on", "2024-03-31T02:30", "2024-03-31T01:30:00Z"],
    ["the first hour of summer", "2024-03-31T03:00", "2024-03-31T01:00:00Z"],
    ["an hour that comes twice is the first", "2024-10-27T02:30", "2024-10-27T00:30:00Z"],
    ["after the clocks went back", "2024-10-27T03:00", "2024-10-27T02:00:00Z"],
  ])("clocks of Berlin: %s", (_, text, expected) => {
    expect(readZonedDate(text, "Europe/Berlin")).toBe(utc(expected));
  });

  test("a day whose midnight the clocks skip begins at its first hour", () => {
    expect(readZonedDate("2018-11-04", "America/Sao_Paulo")).toBe(utc("2018-11-04T03:00:00Z"));
  });

  test.each([
    "31 Feb",
    "31 Feb 2023",
    "2023-02-31",
    "2023-02-29",
    "2023-13-01",
    "2023-6-1",
    "0000-01-01",
    "2023-06-12T24:00",
    "2023-06-12T08:60",
    "2023-06-12T08:30+25:00",
    "12 Jun 2023 08:05 XYZ",
    "9999-12-31T23:59-10:00",
    "soon",
    "",
    "1686499200000",
    "12/06/2023",
  ])("is no date: %j", (text) => {
    expect(readZonedDate(text, "UTC")).toBeUndefined();
  });
});

test.each([
  ["Asia/Singapore", true],
  ["UTC", true],
  ["Asia/Atlantis", false],
  ["+08:00", false],
  ["", false],
])("isTimeZone %j: %s", (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
