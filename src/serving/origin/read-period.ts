import { listMonths, type Period, rangeOf } from "../../feed/periods.ts";
import type { PeriodSnapshot, PublicationReader } from "../../feed/publishing/publication-store.ts";

const ATTEMPTS = 3;

/** A period as the profile's time zone bounds it. The zone is read first: another look follows if the profile has changed meanwhile. */
export async function readPeriod(
  period: Period,
  reader: Pick<PublicationReader, "findCatalogue" | "findPeriod">,
  parts: "head" | "page",
): Promise<PeriodSnapshot> {
  let { site } = await reader.findCatalogue();
  for (let attempt = 1; ; attempt += 1) {
    const timeZone = site.profile?.timeZone ?? "UTC";
    const ranges = listMonths(period).map((month) => rangeOf(month, timeZone));
    const snapshot = await reader.findPeriod(ranges, parts);
    if ((snapshot.site.profile?.timeZone ?? "UTC") === timeZone) return snapshot;
    if (attempt === ATTEMPTS) throw new Error("The time zone of site.yaml changes at every look");
    site = snapshot.site;
  }
}
