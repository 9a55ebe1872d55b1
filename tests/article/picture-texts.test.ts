import sharp from "sharp";
import { expect, it } from "vitest";
import { readPictureTexts } from "../../src/article/images/picture-texts.ts";

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 photoshop:Credit="Wire Agency" xmpRights:WebStatement="https://example.org/licence">
<dc:creator><rdf:Seq><rdf:li>Zoë Kim</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The ferry &amp; the quay</rdf:li><rdf:li xml:lang="fr">Le bac</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A white ferry</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>`;

const plain = sharp({ create: { width: 8, height: 8, channels: 3, background: "#888" } });

/** IPTC-IIM in Photoshop's resource, as a JPEG has it. */
async function addIim(datasets: readonly (readonly [number, Uint8Array])[]): Promise<Uint8Array> {
  const jpeg = await plain.jpeg().toBuffer();
  const iim = Buffer.concat(
    datasets.map(([number, value]) => Buffer.from([0x1c, 2, number, value.length >> 8, value.length & 255, ...value])),
  );
  const resource = Buffer.concat([
    Buffer.from("Photoshop 3.0\0" + "8BIM\u0004\u0004\0\0\0\0", "latin1"),
    Buffer.from([iim.length >> 8, iim.length & 255]),
    iim,
  ]);
  const length = resource.length + 2;
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xed, length >> 8, length & 255]),
    resource,
    jpeg.subarray(2),
  ]);
}

it.each(["jpeg", "webp"] as const)("reads XMP of a %s: credit, caption, description and licence", async (format) => {
  const bytes = await plain.clone().toFormat(format).withXmp(XMP).toBuffer();
  expect(readPictureTexts(bytes)).toEqual({
    alt: "A white ferry",
    caption: "The ferry & the quay",
    credit: "Zoë Kim / Wire Agency",
    license: "https://example.org/licence",
  });
});

it.each([
  ["UTF-8", Buffer.from("Zoë Kim")],
  ["Latin-1", Buffer.from("Zoë Kim", "latin1")],
])("reads IPTC-IIM in %s", async (_, name) => {
  const bytes = await addIim([
    [80, name],
    [120, Buffer.from("The quay")],
    [116, Buffer.from("© 2026")],
  ]);
  expect(readPictureTexts(bytes)).toEqual({ caption: "The quay", credit: "Zoë Kim" });
});

it("takes the copyright notice as credit where there is no other", async () => {
  expect(readPictureTexts(await addIim([[116, Buffer.from("© 2026 Kim")]]))).toEqual({ credit: "© 2026 Kim" });
});

it("reads terms of use and instructions, but not the number that Facebook writes in their place", async () => {
  const terms =
    '<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">No sales</rdf:li></rdf:Alt></xmpRights:UsageTerms>';
  const xmp = XMP.replace("</rdf:Description>", `${terms}</rdf:Description>`);
  const bytes = await plain.clone().jpeg().withXmp(xmp).toBuffer();
  expect(readPictureTexts(bytes)?.terms).toBe("No sales");
  expect(readPictureTexts(await addIim([[40, Buffer.from("No archive")]]))).toEqual({ terms: "No archive" });
  expect(readPictureTexts(await addIim([[40, Buffer.from("FBMD0a000a5e0100")]]))).toBeUndefined();
});

it("finds nothing in a picture without metadata, and in damaged ones", async () => {
  const bytes = await plain.clone().jpeg().toBuffer();
  const broken = await plain.clone().png().withXmp(XMP.replace("</rdf:RDF>", "")).toBuffer();
  expect([readPictureTexts(bytes), readPictureTexts(broken), readPictureTexts(new Uint8Array())]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
