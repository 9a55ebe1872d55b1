import { classOfPictures, isWideTable } from "./article/wide-parts.ts";

/**
 * An article's stored HTML as its page shows it. Feeds carry it unchanged; here it must fit under the page's headline,
 * scroll where it is wider than a phone, be wider than the text where that has no room for it, and load images only when they are scrolled to.
 */
export function fitBody(html: string): string {
  const fits = createFits();
  return html.replace(TAG, (source: string, slash: string, name: string, attributes: string, start: number) => {
    const rewrite = fits.get(name);
    if (rewrite === undefined) return source;
    const end = start + source.length;
    const isFollowedBy = (pattern: RegExp) => {
      pattern.lastIndex = end;
      return pattern.test(html);
    };
    return rewrite({ source, isClosing: slash === "/", name, attributes, isFollowedBy, html, end });
  });
}

/**
 * Any tag including its attributes, so that a tag inside a quoted value is not matched: an insertion there would break out of
 * the value. The HTML comes from our own serialiser (`article/markup/body-tree.ts`): values are quoted, `<` in text is escaped.
 */
const TAG = /<(\/?)([a-z][a-z\d]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g;

interface Tag {
  readonly source: string;
  readonly isClosing: boolean;
  readonly name: string;
  /** With the space before them. */
  readonly attributes: string;
  /** The pattern is sticky. */
  readonly isFollowedBy: (pattern: RegExp) => boolean;
  /** The whole body, and where the tag ends in it. */
  readonly html: string;
  readonly end: number;
}

type Fit = (tag: Tag) => string;

/** How the tags of one body are rewritten, by name. */
function createFits(): ReadonlyMap<string, Fit> {
  const fitHeading = createHeadingFit();
  const { fitTableHead, fitHeadingCell } = createCellFits();
  return new Map<string, Fit>([
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((name): [string, Fit] => [name, fitHeading]),
    ["table", createTableFit()],
    ["thead", fitTableHead],
    ["th", fitHeadingCell],
    ["td", ({ source, isClosing, attributes }) => (isClosing ? source : `<td${alignByClass(attributes)}>`)],
    // WCAG 2.1.1: what scrolls sideways can be reached and scrolled by keyboard.
    ["pre", ({ source, isClosing, attributes }) => (isClosing ? source : `<pre tabindex="0"${attributes}>`)],
    ["img", createImageFit()],
    ["audio", fitPlayer],
    ["video", fitPlayer],
    ["p", fitPictures],
    ["figure", fitPictures],
    ["li", fitListItem],
  ]);
}

/**
 * The page's headline is the h1: headings of the body begin at h2 and descend one level at a time, whatever their levels in the
 * source.
 */
function createHeadingFit(): Fit {
  const above: number[] = [];
  const open: number[] = [];
  return ({ isClosing, name, attributes }) => {
    const level = Number(name.slice(1));
    if (isClosing) return `</h${open.pop() ?? level}>`;
    while ((above.at(-1) ?? 0) >= level) above.pop();
    above.push(level);
    const fitted = Math.min(6, 1 + above.length);
    open.push(fitted);
    return `<h${fitted}${attributes}>`;
  };
}

/** A table scrolls in a box of its own; one inside another scrolls with it. */
function createTableFit(): Fit {
  let depth = 0;
  return ({ source, isClosing, html, end }) => {
    depth += isClosing ? -1 : 1;
    if (isClosing) return depth === 0 ? `${source}</div>` : source;
    if (depth > 1) return source;
    const width = isWideTable(html, end) ? " wide" : "";
    return `<div class="scrolls${width}" role="group" aria-label="Table" tabindex="0">${source}`;
  };
}

const EMPTY_CELL = /\s*<\/th>/y;

/** Markdown's tables say neither which cells a heading is for, nor that their empty corner is no heading at all. */
function createCellFits(): { readonly fitTableHead: Fit; readonly fitHeadingCell: Fit } {
  let isInHead = false;
  let isCorner = false;
  const fitTableHead: Fit = ({ source, isClosing }) => {
    isInHead = !isClosing;
    return source;
  };
  const fitHeadingCell: Fit = ({ source, isClosing, attributes, isFollowedBy }) => {
    if (isClosing) return isCorner ? "</td>" : source;
    isCorner = isFollowedBy(EMPTY_CELL);
    if (isCorner) return `<td${alignByClass(attributes).replace(/ scope="[a-z]*"/, "")}>`;
    const scope = isInHead && !attributes.includes(" scope=") ? ' scope="col"' : "";
    return `<th${alignByClass(attributes)}${scope}>`;
  };
  return { fitTableHead, fitHeadingCell };
}

/** HTML has `align` no longer, but Markdown's tables are written with it. */
function alignByClass(attributes: string): string {
  return attributes.replace(/^((?: [a-z]+="[^"]*")*) align="(left|center|right)"/, '$1 class="$2"');
}

/** The first image is likely the photograph in sight; the others wait until they are near. */
function createImageFit(): Fit {
  let count = 0;
  return ({ attributes }) => {
    count += 1;
    const alt = /(?:^|\s)alt(?=[\s=]|$)/.test(attributes) ? "" : ' alt=""';
    const isDeferred = count > 1 && !attributes.includes(" loading=");
    return `<img${attributes}${alt}${isDeferred ? ' loading="lazy"' : ""}>`;
  };
}

/** A page that is only read asks for no bytes of sound or film, and so counts as no download. */
function fitPlayer({ source, isClosing, name, attributes }: Tag): string {
  return isClosing ? source : `<${name}${attributes.replace(/ preload(?:="[^"]*")?/, "")} preload="none">`;
}

/** A panorama or a gallery; the sanitiser leaves no class that could be there already. */
function fitPictures({ source, isClosing, name, attributes, html, end }: Tag): string {
  if (isClosing) return source;
  const pictures = classOfPictures(name === "p" ? "p" : "figure", html, end);
  return pictures === undefined ? source : `<${name} class="${pictures}"${attributes}>`;
}

const TASK_BOX = /\s*(?:<p>\s*)?[☐☑]/y;

/** The sanitiser turns a task's checkbox into ☐ or ☑, which takes the place of the bullet. */
function fitListItem({ source, isClosing, attributes, isFollowedBy }: Tag): string {
  return !isClosing && isFollowedBy(TASK_BOX) ? `<li class="task"${attributes}>` : source;
}
