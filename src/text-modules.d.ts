// Text modules, as `[[rules]]` in wrangler.toml declares them.
declare module "*.css" {
  const text: string;
  export default text;
}

declare module "*.svg" {
  const text: string;
  export default text;
}
