import { describe, expect, it } from "vitest";
import { createSingleFlight } from "../../src/lib/single-flight.ts";

describe("createSingleFlight", () => {
  it("whoever asks while one is under way gets its result; who asks later flies again", async () => {
    const flights = createSingleFlight<number>(1000);
    let flown = 0;
    const fly = async () => {
      await Promise.resolve();
      flown += 1;
      return flown;
    };
    expect(await Promise.all([flights.join("a", fly), flights.join("a", fly), flights.join("a", fly)])).toEqual([
      1, 1, 1,
    ]);
    expect(await flights.join("a", fly)).toBe(2);
  });

  it("different keys fly apart", async () => {
    const flights = createSingleFlight<string>(1000);
    const results = [flights.join("a", async () => "a"), flights.join("b", async () => "b")];
    expect(await Promise.all(results)).toEqual(["a", "b"]);
  });

  it("a failure reaches all who joined, and is not kept", async () => {
    const flights = createSingleFlight<string>(1000);
    const fail = async () => {
      throw new Error("no store");
    };
    const settled = await Promise.allSettled([flights.join("a", fail), flights.join("a", fail)]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await flights.join("a", async () => "there again")).toBe("there again");
  });

  it("nobody waits longer than their patience for a flight that never lands", async () => {
    const flights = createSingleFlight<string>(20);
    const never = new Promise<string>(() => {});
    flights.join("a", () => never);
    expect(await flights.join("a", async () => "own flight")).toBe("own flight");
  });

  it("a flight that lands late does not end the one that took its place", async () => {
    const flights = createSingleFlight<string>(10);
    const first = Promise.withResolvers<string>();
    const second = Promise.withResolvers<string>();
    const one = flights.join("a", () => first.promise);
    const two = flights.join("a", () => second.promise);
    await new Promise((resolve) => setTimeout(resolve, 30));
    first.resolve("late");
    await one;
    const three = flights.join("a", async () => "third");
    second.resolve("second");
    expect(await Promise.all([two, three])).toEqual(["second", "second"]);
  });
});
