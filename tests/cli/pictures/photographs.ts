import sharp, { type Sharp } from "sharp";

// Twelve pictures as cameras, telephones and graphics programs make them.

const SRGB_SIDE = 400;

/** A picture with gentle and strong colours, edges and grain; its top left corner is red. */
function paint(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(SRGB_SIDE * SRGB_SIDE * 3);
  for (let y = 0; y < SRGB_SIDE; y += 1) {
    for (let x = 0; x < SRGB_SIDE; x += 1) {
      const grain = ((x * 7919 + y * 104_729) % 23) - 11;
      const isCorner = x < SRGB_SIDE / 4 && y < SRGB_SIDE / 4;
      const at = (y * SRGB_SIDE + x) * 3;
      pixels[at] = isCorner ? 220 : (x * 230) / SRGB_SIDE + grain / 2;
      pixels[at + 1] = isCorner ? 30 : (y * 220) / SRGB_SIDE + 10 + grain / 2;
      pixels[at + 2] = isCorner ? 30 : 120 + 100 * Math.sin((x + y) / 40) + grain / 2;
    }
  }
  const raw = { width: SRGB_SIDE, height: SRGB_SIDE, channels: 3 } as const;
  return sharp(pixels, { raw }).resize({ width, height, fit: "fill" });
}

const EXIF = { exif: { IFD0: { Artist: "Kim", Copyright: "Secret" }, IFD3: { GPSLatitudeRef: "N" } } };

function jpeg(picture: Sharp): Promise<Buffer> {
  return picture.jpeg({ quality: 95 }).withExif(EXIF.exif).toBuffer();
}

/** An upright picture as a camera held at an angle stores it (Exif 2.32 §4.6.4). */
export async function turn(picture: Sharp, orientation: number): Promise<Buffer> {
  const turned = picture;
  // The inverse of what a viewer does.
  if (orientation === 2 || orientation === 5 || orientation === 7) turned.flop();
  if (orientation === 4) turned.flip();
  const angles: Readonly<Record<number, number>> = { 3: 180, 5: 270, 6: 270, 7: 90, 8: 90 };
  const angle = angles[orientation];
  const stored = await turned.png().toBuffer();
  const rotated = angle === undefined ? sharp(stored) : sharp(stored).rotate(angle);
  return sharp(await rotated.png().toBuffer())
    .jpeg({ quality: 95 })
    .withMetadata({ orientation })
    .toBuffer();
}

export interface Photograph {
  readonly name: string;
  /** As it is shown. */
  readonly width: number;
  readonly height: number;
  readonly draw: () => Promise<Buffer>;
  /** Of the size for feeds. */
  readonly feed: "jpeg" | "png" | "gif" | "webp" | "avif";
}

const diagram = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1500"><g fill="none" stroke="#036" stroke-width="9">
  <rect x="90" y="90" width="900" height="600" fill="#fc0"/><circle cx="1700" cy="700" r="500" fill="#9cf" fill-opacity=".5"/></g></svg>`;

export const photographs: readonly Photograph[] = [
  {
    name: "of 12 megapixels",
    width: 4000,
    height: 3000,
    draw: async () => jpeg(paint(4000, 3000)),
    feed: "jpeg",
  },
  { name: "of a telephone", width: 1500, height: 2000, draw: async () => jpeg(paint(1500, 2000)), feed: "jpeg" },
  { name: "of 300 by 200", width: 300, height: 200, draw: async () => jpeg(paint(300, 200)), feed: "jpeg" },
  {
    name: "that lies on its side",
    width: 900,
    height: 1350,
    draw: async () => turn(paint(900, 1350), 6),
    feed: "jpeg",
  },
  {
    name: "for print, in CMYK",
    width: 1400,
    height: 1000,
    draw: async () => paint(1400, 1000).toColourspace("cmyk").withIccProfile("cmyk").jpeg().toBuffer(),
    feed: "jpeg",
  },
  {
    name: "of 16 bits",
    width: 1300,
    height: 900,
    draw: async () => paint(1300, 900).toColourspace("rgb16").png({ compressionLevel: 1 }).toBuffer(),
    feed: "jpeg",
  },
  {
    name: "in Display P3",
    width: 1500,
    height: 1000,
    draw: async () => paint(1500, 1000).withIccProfile("p3").jpeg({ quality: 95 }).toBuffer(),
    feed: "jpeg",
  },
  {
    name: "in grey",
    width: 1600,
    height: 1000,
    draw: async () => paint(1600, 1000).greyscale().jpeg({ quality: 95 }).toBuffer(),
    feed: "jpeg",
  },
  {
    name: "drawn, with transparency",
    width: 2400,
    height: 1500,
    draw: async () => sharp(Buffer.from(diagram)).png().toBuffer(),
    feed: "png",
  },
  {
    name: "that moves",
    width: 1280,
    height: 960,
    draw: async () => {
      const frames = await Promise.all(
        [0, 40].map(async (degrees) => paint(1280, 960).modulate({ hue: degrees }).png().toBuffer()),
      );
      return sharp(frames, { join: { animated: true } })
        .gif({ effort: 1 })
        .toBuffer();
    },
    feed: "jpeg",
  },
  {
    name: "in WebP",
    width: 1400,
    height: 910,
    draw: async () => paint(1400, 910).webp({ quality: 90, effort: 0 }).toBuffer(),
    feed: "jpeg",
  },
  {
    name: "in AVIF",
    width: 1000,
    height: 700,
    draw: async () => paint(1000, 700).avif({ quality: 80, effort: 0 }).toBuffer(),
    feed: "avif",
  },
];

/** An upright picture for {@link turn}. */
export function paintSmall(): Sharp {
  return paint(360, 240);
}
