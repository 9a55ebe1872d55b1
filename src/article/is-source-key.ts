/** Articles of followed sources have keys of their own, which no file of a folder has. */
export function isSourceKey(key: string): boolean {
  return key.startsWith("sources/");
}
