declare module "markdown-it-abbr" {
  import type { MarkdownIt } from "markdown-it";
  export default function abbrPlugin(md: MarkdownIt): void;
}

declare module "markdown-it-deflist" {
  import type { MarkdownIt } from "markdown-it";
  export default function deflistPlugin(md: MarkdownIt): void;
}

declare module "markdown-it-footnote" {
  import type { MarkdownIt } from "markdown-it";
  export default function footnotePlugin(md: MarkdownIt): void;
}

declare module "markdown-it-emoji/lib/data/full.mjs" {
  const emojiByName: Readonly<Record<string, string>>;
  export default emojiByName;
}
