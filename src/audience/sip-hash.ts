/** A 128-bit key: four 32-bit words, least significant first. */
export type HashKey = readonly [number, number, number, number];

/**
 * SipHash-1-3 (Aumasson and Bernstein, 2012) of an ASCII text; its 64 bits are handed on as two 32-bit words. In plain JavaScript,
 * since one WebCrypto HMAC costs more than the whole answer to a poll; sums are kept as pairs of 32-bit halves, and nothing is
 * allocated.
 */
export function sipHash(key: HashKey, text: string, read: (high: number, low: number) => number): number {
  let v0h = key[1] ^ 0x736f6d65;
  let v0l = key[0] ^ 0x70736575;
  let v1h = key[3] ^ 0x646f7261;
  let v1l = key[2] ^ 0x6e646f6d;
  let v2h = key[1] ^ 0x6c796765;
  let v2l = key[0] ^ 0x6e657261;
  let v3h = key[3] ^ 0x74656462;
  let v3l = key[2] ^ 0x79746573;
  const blocks = (text.length >> 3) + 1;
  for (let step = 0; step < blocks + 3; step += 1) {
    const isText = step < blocks;
    const low = isText ? readWord(text, step * 8) : 0;
    // The last byte of the last block is the length.
    const high = isText ? readWord(text, step * 8 + 4) | (step === blocks - 1 ? text.length << 24 : 0) : 0;
    v3h ^= high;
    v3l ^= low;
    if (step === blocks) v2l ^= 0xff;

    let sum = (v0l >>> 0) + (v1l >>> 0);
    const a = (v0h + v1h + ((sum / WORD) | 0)) | 0;
    const al = sum | 0;
    const bh = ((v1h << 13) | (v1l >>> 19)) ^ a;
    const bl = ((v1l << 13) | (v1h >>> 19)) ^ al;
    sum = (v2l >>> 0) + (v3l >>> 0);
    const c = (v2h + v3h + ((sum / WORD) | 0)) | 0;
    const cl = sum | 0;
    const dh = ((v3h << 16) | (v3l >>> 16)) ^ c;
    const dl = ((v3l << 16) | (v3h >>> 16)) ^ cl;
    // From here on v0 is a with its halves exchanged.
    sum = (a >>> 0) + (dl >>> 0);
    v0h = (al + dh + ((sum / WORD) | 0)) | 0;
    v0l = sum | 0;
    v3h = ((dh << 21) | (dl >>> 11)) ^ v0h;
    v3l = ((dl << 21) | (dh >>> 11)) ^ v0l;
    sum = (cl >>> 0) + (bl >>> 0);
    const e = (c + bh + ((sum / WORD) | 0)) | 0;
    const el = sum | 0;
    v1h = ((bh << 17) | (bl >>> 15)) ^ e;
    v1l = ((bl << 17) | (bh >>> 15)) ^ el;
    v2h = el;
    v2l = e;

    v0h ^= high;
    v0l ^= low;
  }
  return read((v0h ^ v1h ^ v2h ^ v3h) >>> 0, (v0l ^ v1l ^ v2l ^ v3l) >>> 0);
}

/** What a sum of two words is divided by for its carry; it is 0 or 1. */
const WORD = 2 ** 32;

/** Four bytes of the text, the first lowest; past its end there are zeros, which `charCodeAt`'s NaN becomes. */
function readWord(text: string, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}
