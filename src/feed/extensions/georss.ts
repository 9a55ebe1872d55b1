import type { Extension } from "./extension.ts";
import { createVocabulary } from "./vocabulary.ts";

/** GeoRSS Simple (OGC 17-002r1). */
const vocabulary = /* @__PURE__ */ createVocabulary("georss", "http://www.georss.org/georss");

/** WGS 84 degrees. */
export type Position = readonly [latitude: number, longitude: number];

export interface GeoValues {
  readonly point?: Position | undefined;
  readonly line?: readonly Position[] | undefined;
  /** Closed: the last position is the first. */
  readonly polygon?: readonly Position[] | undefined;
  /** Its lower and its upper corner. */
  readonly box?: readonly [Position, Position] | undefined;
  readonly featureName?: string | undefined;
  readonly elevationMetres?: number | undefined;
  readonly radiusMetres?: number | undefined;
}

export function georss(values: GeoValues): Extension[] {
  const { point, line, polygon, box, featureName, elevationMetres, radiusMetres } = values;
  return vocabulary({
    point: point?.join(" "),
    line: line?.flat().join(" "),
    polygon: polygon?.flat().join(" "),
    box: box?.flat().join(" "),
    featurename: featureName,
    elev: elevationMetres,
    radius: radiusMetres,
  });
}
