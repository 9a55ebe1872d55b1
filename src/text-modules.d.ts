// Text modules, as `[[rules]]` in wrangler.toml declares them.
declare module "*.css" {
  const text: string;
  export default text;
}

declare module "*.svg" {
  const text: string;
  export default text;
}

// The parser that Readability brings for places without a DOM. It reads well-formed markup only.
declare module "@mozilla/readability/JSDOMParser.js" {
  export default class JSDOMParser {
    parse(
      markup: string,
      address?: string,
    ): ConstructorParameters<typeof import("@mozilla/readability").Readability>[0];
  }
}
