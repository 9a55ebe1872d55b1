const TILE = 120;
const COLUMNS = 10;
const ROWS = 4;

export const PATTERN_HEIGHT = TILE * ROWS;

/** Shapes on one tile: each fills it from a corner or an edge, so that neighbours join into larger forms. */
const SHAPES: readonly string[] = [
  `M0 0H${TILE}A${TILE} ${TILE} 0 0 1 0 ${TILE}Z`,
  `M${TILE} 0V${TILE}A${TILE} ${TILE} 0 0 1 0 0Z`,
  `M${TILE} ${TILE}H0A${TILE} ${TILE} 0 0 1 ${TILE} 0Z`,
  `M0 ${TILE}V0A${TILE} ${TILE} 0 0 1 ${TILE} ${TILE}Z`,
  `M0 0H${TILE}V${TILE / 2}H0Z`,
  `M0 0H${TILE / 2}V${TILE}H0Z`,
  `M${TILE / 2} 0A${TILE / 2} ${TILE / 2} 0 0 1 ${TILE / 2} ${TILE}A${TILE / 2} ${TILE / 2} 0 0 1 ${TILE / 2} 0Z`,
];

/** An abstract picture for a title that cannot be set: the same seed, the same picture. `colors` become rarer along the list; the last is there at least once. */
export function drawPattern(seed: string, colors: readonly string[]): string {
  const next = createSequence(seed);
  const tiles: string[] = [];
  const accented = next(COLUMNS * ROWS);
  for (let tile = 0; tile < COLUMNS * ROWS; tile++) {
    const shape = SHAPES[next(SHAPES.length)];
    // The smaller of two draws: the first colours come most often.
    const drawn = Math.min(next(colors.length), next(colors.length));
    const color = tile === accented ? colors.at(-1) : colors[drawn];
    const [x, y] = [(tile % COLUMNS) * TILE, Math.floor(tile / COLUMNS) * TILE];
    if (next(5) > 0 || tile === accented)
      tiles.push(`<path transform="translate(${x} ${y})" d="${shape}" fill="${color}"/>`);
  }
  const [width, height] = [COLUMNS * TILE, PATTERN_HEIGHT];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${tiles.join("")}</svg>`;
}

/** Whole numbers from 0 to below a limit, determined by a text: FNV-1a to begin with, then Mulberry32. */
function createSequence(seed: string): (limit: number) => number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193);
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
