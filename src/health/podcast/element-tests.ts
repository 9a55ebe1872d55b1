import type { XmlElement } from "../../lib/parse-xml.ts";
import { listChildren } from "../xml-parts.ts";
import type { Found } from "./podcast-fault.ts";

// The tests of which the tables of rules are made: each gives what was found instead, or nothing.

type Test = (parent: XmlElement) => Found;

export function describe(text: string | undefined): string {
  const short = text !== undefined && text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(short ?? "");
}

/** The element is there and not blank. */
export function isPresent(name: string, space = ""): Test {
  return (parent) => {
    const [element] = listChildren(parent, name, space);
    if (element === undefined) return { found: "none" };
    return element.text.trim() === "" ? { found: "an empty one", at: element } : undefined;
  };
}

/** Each element of the name, if there is any, has a text that will do. */
export function eachText(name: string, space: string, isGood: (text: string) => boolean): Test {
  return each(name, space, ({ text }) => (isGood(text.trim()) ? undefined : describe(text.trim())));
}

/** `find` says what is wrong with an element. */
export function each(name: string, space: string, find: (element: XmlElement) => string | undefined): Test {
  return (parent) => {
    for (const element of listChildren(parent, name, space)) {
      const found = find(element);
      if (found !== undefined) return { found, at: element };
    }
    return undefined;
  };
}

/** Both tests, the first fault counting. */
export function all(...tests: readonly Test[]): Test {
  return (parent) => {
    for (const test of tests) {
      const found = test(parent);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

export function atMostOne(name: string, space = ""): Test {
  return (parent) => {
    const elements = listChildren(parent, name, space);
    return elements.length > 1 ? { found: `${elements.length} of them`, at: elements[1] } : undefined;
  };
}

export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

export function isAddress(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\/[^/\s]+\S*$/i.test(text) && URL.canParse(text);
}

/** Of an address, in lower case, without its dot. */
export function endingOf(address: string): string {
  return /\.([a-z\d]+)$/i.exec(URL.parse(address)?.pathname ?? "")?.[1]?.toLowerCase() ?? "";
}

/** `3723`, `1:02:03` or `62:03`: seconds. Undefined for what is no duration. */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,6}(?:\.\d+)?$/.test(text)) return Number(text);
  const [, hours = "0", minutes = "", seconds = ""] = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)$/.exec(text) ?? [];
  return minutes === "" ? undefined : Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
