import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { UsageError } from "../../src/lib/usage-error.ts";

// scrypt (RFC 7914) makes the key of the passphrase, AES-256-GCM encrypts: salt, nonce, tag, text.

const SALT = 16;
const NONCE = 12;
const TAG = 16;

function deriveKey(passphrase: string, salt: Uint8Array): Buffer {
  return scryptSync(passphrase.normalize("NFC"), salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
}

export function encryptText(text: string, passphrase: string): Uint8Array {
  const salt = randomBytes(SALT);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(passphrase, salt), nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), body]);
}

export function decryptText(bytes: Uint8Array, passphrase: string): string {
  const at = (start: number, length?: number) =>
    bytes.subarray(start, length === undefined ? undefined : start + length);
  try {
    const decipher = createDecipheriv("aes-256-gcm", deriveKey(passphrase, at(0, SALT)), at(SALT, NONCE));
    decipher.setAuthTag(at(SALT + NONCE, TAG));
    return Buffer.concat([decipher.update(at(SALT + NONCE + TAG)), decipher.final()]).toString();
  } catch {
    throw new UsageError(
      "EDGEWIRE_BACKUP_PASSPHRASE does not open the backup's subscribers; set the one it was made with",
    );
  }
}
