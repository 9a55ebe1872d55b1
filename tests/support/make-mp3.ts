/** MPEG-1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes and 26.122 ms a frame, of silence. */
const FRAME = Buffer.alloc(417);
FRAME.set([0xff, 0xfb, 0x90, 0x00]);

export const MP3_FRAME_SECONDS = 1152 / 44_100;

export function makeMp3(frames: number): Buffer {
  const bytes = Buffer.alloc(FRAME.length * frames);
  for (let index = 0; index < frames; index += 1) bytes.set(FRAME, index * FRAME.length);
  return bytes;
}
