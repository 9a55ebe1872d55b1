import { checkRemoteAddress } from "../../src/article/images/remote-image.ts";
import type { Loss, SourceEntry, SourceImage } from "../../src/import/source-feed.ts";
import { fail } from "../../src/lib/result.ts";
import type { LoadImage } from "./fetch-image.ts";

export interface CarriedImages {
  /** The lead image for the front matter. */
  readonly image: SourceImage | undefined;
  /** A lead image that is shown in the text only, since its address is not https. */
  readonly headImage: SourceImage | undefined;
  /** Names of files by the addresses they had. */
  readonly names: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly losses: readonly Loss[];
}

/** Fetches an article's images. An image that cannot or need not be fetched keeps its address. */
export async function carryImages(
  entry: SourceEntry,
  bodyAddresses: readonly string[],
  load: LoadImage,
): Promise<CarriedImages> {
  const lead = resolveLead(entry);
  const names = new Map<string, string>();
  const files = new Map<string, Uint8Array>();
  const problems = new Map<string, string>();
  for (const address of new Set([...(lead === undefined ? [] : [lead.src]), ...bodyAddresses])) {
    const loaded = URL.canParse(address) ? await load(address) : fail("say where the old site is: --site URL");
    if (loaded === undefined) continue;
    if (loaded.ok) {
      const name = chooseName(address, loaded.value.extension, files);
      names.set(address, name);
      files.set(name, loaded.value.bytes);
    } else {
      problems.set(address, loaded.problem);
    }
  }
  const losses = Array.from(problems, ([address, why]): Loss => {
    return { field: "image", message: `${address.slice(0, 200)} is not fetched: ${why}` };
  });
  const placed = lead === undefined ? NO_LEAD : placeLead(lead, names.get(lead.src), problems.get(lead.src));
  return { ...placed, names, files, losses: [...losses, ...placed.losses] };
}

function resolveLead({ image, base, link }: SourceEntry): SourceImage | undefined {
  if (image === undefined) return undefined;
  const src = URL.parse(image.src, base ?? link)?.href;
  return { ...image, src: src ?? image.src };
}

type PlacedLead = Pick<CarriedImages, "image" | "headImage" | "losses">;

const NO_LEAD: PlacedLead = { image: undefined, headImage: undefined, losses: [] };

/** Publishing refuses an article whose remote lead image cannot be fetched, so one that failed here is dropped. */
function placeLead(lead: SourceImage, name: string | undefined, problem: string | undefined): PlacedLead {
  if (name !== undefined) return { ...NO_LEAD, image: { ...lead, src: name } };
  const describe = (what: string): Loss => ({ field: "image", message: `the lead image ${lead.src} ${what}` });
  if (/^http:/i.test(lead.src)) {
    return { ...NO_LEAD, headImage: lead, losses: [describe("is not https: it heads the text, but is no enclosure")] };
  }
  const isUsable = checkRemoteAddress(lead.src).ok && problem === undefined;
  return isUsable ? { ...NO_LEAD, image: lead } : { ...NO_LEAD, losses: [describe("is left out")] };
}

/** The name it had, made safe; two of one name are numbered. */
function chooseName(address: string, extension: string, taken: ReadonlyMap<string, unknown>): string {
  const path = address.startsWith("data:") ? "" : (URL.parse(address)?.pathname ?? "");
  const last = path.split("/").at(-1) ?? "";
  const stem = last
    .replace(/\.[a-z]+$/i, "")
    .replace(/%[0-9a-f]{2}/gi, "-")
    .replace(/[^a-z0-9]+/gi, "-");
  const base =
    stem
      .toLowerCase()
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "image";
  for (let count = 1; ; count += 1) {
    const name = `${base}${count === 1 ? "" : `-${count}`}.${extension}`;
    if (!taken.has(name)) return name;
  }
}
