/**
 * An article's stored HTML as it stands on its page. Feeds carry it unchanged; here it must fit under the page's headline,
 * scroll where it is wider than a phone, and not load what nobody has scrolled to. It comes from our own serialiser
 * (`article/body-tree.ts`): attributes are quoted, and a `<` in text is always escaped.
 */
export function fitBody(html: string): string {
  return [fitHeadings, fitWideParts, fitCells, fitImages, markTasks].reduce((text, fit) => fit(text), html);
}

// Attributes are read to their end, so that a tag inside a quoted value is none.
const ATTRIBUTES = `((?:"[^"]*"|'[^']*'|[^"'>])*)`;
const HEADING = new RegExp(`<(/?)h([1-6])(?=[\\s>])${ATTRIBUTES}>`, "g");
const WIDE_PART = new RegExp(`<(/?)(table|pre)(?=[\\s>])${ATTRIBUTES}>`, "g");
const CELL = new RegExp(`<(t[dh])(?=[\\s>])${ATTRIBUTES}>`, "g");
const IMAGE = new RegExp(`<img(?=[\\s>])${ATTRIBUTES}>`, "g");

/** The page's headline is the h1: the body begins at h2 and goes down one level at a time, whatever it was written with. */
function fitHeadings(html: string): string {
  const above: number[] = [];
  const open: number[] = [];
  return html.replace(HEADING, (_tag, slash: string, level: string, attributes: string) => {
    if (slash) return `</h${open.pop() ?? level}>`;
    while ((above.at(-1) ?? 0) >= Number(level)) above.pop();
    above.push(Number(level));
    const fitted = Math.min(6, 1 + above.length);
    open.push(fitted);
    return `<h${fitted}${attributes}>`;
  });
}

/** WCAG 2.1.1: what scrolls sideways can be reached and scrolled by keyboard. A table inside a table scrolls with it. */
function fitWideParts(html: string): string {
  let depth = 0;
  return html.replace(WIDE_PART, (tag, slash: string, name: string, attributes: string) => {
    if (name === "pre") return slash ? tag : `<pre tabindex="0"${attributes}>`;
    depth += slash ? -1 : 1;
    if (slash) return depth === 0 ? `${tag}</div>` : tag;
    return depth === 1 ? `<div class="scrolls" role="group" aria-label="Table" tabindex="0">${tag}` : tag;
  });
}

/** HTML has `align` no longer; Markdown's tables are still written with it. */
function fitCells(html: string): string {
  return html.replace(CELL, (_tag, name: string, attributes: string) => {
    return `<${name}${attributes.replace(/(?<=^|\s)align="(left|center|right)"/, 'class="$1"')}>`;
  });
}

/** The first image is likely the photograph in sight; the others wait until they are near. */
function fitImages(html: string): string {
  let count = 0;
  return html.replace(IMAGE, (_tag, attributes: string) => {
    count += 1;
    const alt = /(?:^|\s)alt(?=[\s=]|$)/.test(attributes) ? "" : ' alt=""';
    return `<img${attributes}${alt}${count === 1 ? "" : ' loading="lazy"'}>`;
  });
}

/** The sanitiser turns a task's checkbox into ☐ or ☑, which takes the place of the bullet. */
function markTasks(html: string): string {
  return html.replace(/<li>(?=\s*(?:<p>\s*)?[☐☑])/g, '<li class="task">');
}
