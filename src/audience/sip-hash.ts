/** A 128-bit key: four 32-bit words, least significant first. */
export type HashKey = readonly [number, number, number, number];

/**
 * SipHash-1-3 (Aumasson and Bernstein, 2012) of an ASCII text; its 64 bits are handed on as two signed 32-bit halves. In plain
 * JavaScript, since one WebCrypto HMAC costs more than the whole answer to a poll. Every number is a 32-bit integer, so that all
 * of them stay in registers; a half is left signed since `Math.clz32` of an unsigned one makes workerd's compiler give up.
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

    const al = (v0l + v1l) | 0;
    const a = (v0h + v1h + carry(al, v0l)) | 0;
    const bh = ((v1h << 13) | (v1l >>> 19)) ^ a;
    const bl = ((v1l << 13) | (v1h >>> 19)) ^ al;
    const cl = (v2l + v3l) | 0;
    const c = (v2h + v3h + carry(cl, v2l)) | 0;
    const dh = ((v3h << 16) | (v3l >>> 16)) ^ c;
    const dl = ((v3l << 16) | (v3h >>> 16)) ^ cl;
    // From here on v0 is a with its halves exchanged.
    v0l = (a + dl) | 0;
    v0h = (al + dh + carry(v0l, a)) | 0;
    v3h = ((dh << 21) | (dl >>> 11)) ^ v0h;
    v3l = ((dl << 21) | (dh >>> 11)) ^ v0l;
    const el = (cl + bl) | 0;
    const e = (c + bh + carry(el, cl)) | 0;
    v1h = ((bh << 17) | (bl >>> 15)) ^ e;
    v1l = ((bl << 17) | (bh >>> 15)) ^ el;
    v2h = el;
    v2l = e;

    v0h ^= high;
    v0l ^= low;
  }
  return read(v0h ^ v1h ^ v2h ^ v3h, v0l ^ v1l ^ v2l ^ v3l);
}

/** The carry of the sum of two halves. */
function carry(sum: number, summand: number): 0 | 1 {
  return sum >>> 0 < summand >>> 0 ? 1 : 0;
}

/** Four bytes of the text, the first lowest; past its end there are zeros. */
function readWord(text: string, at: number): number {
  return byteAt(text, at) | (byteAt(text, at + 1) << 8) | (byteAt(text, at + 2) << 16) | (byteAt(text, at + 3) << 24);
}

function byteAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}
