/**
 * The path of a local image from the article's file, as the keys of `media` are written (`./a%20b.jpg?v=2` is `a b.jpg`);
 * nothing if it leaves the folder.
 */
export function normaliseMediaPath(address: string): string | undefined {
  const path = decode(address.replace(/[?#].*$/, "")).replaceAll("\\", "/");
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") {
      if (segments.pop() === undefined) return undefined;
    } else if (segment !== "" && segment !== ".") {
      segments.push(segment);
    }
  }
  return segments.join("/");
}

/** Some file systems store `é` as one character, some as two; what the author typed may be either. */
export function findMedium<Value>(media: ReadonlyMap<string, Value>, path: string): Value | undefined {
  return media.get(path) ?? media.get(path.normalize("NFC")) ?? media.get(path.normalize("NFD"));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A bare "%" is part of the name.
  }
}
