import { escapeText } from "../../src/lib/xml.ts";

// The parts that `edgewire dev` adds to pages. Readers never get them: they are served by the loopback proxy alone.

export const DEV_PATH = "/_edgewire/";

/** Texts of files go into the page as text alone. */
const SCRIPT = `
const root = document.createElement("div").attachShadow({ mode: "closed" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(":host{all:initial}section{position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:45vh;overflow:auto;" +
  "font:14px/1.5 system-ui,sans-serif;background:#1b1a18;color:#faf7f1;padding:10px 16px}h2{font-size:14px;margin:6px 0 2px}" +
  "ul{margin:0;padding-left:18px}a{color:#9ecbff}code{font-size:13px}summary{cursor:pointer}.error{color:#ffb4a8}");
root.adoptedStyleSheets = [sheet];
document.body.append(root.host);

function element(name, text, children = []) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

function listFindings(findings) {
  return element("ul", undefined, findings.map(({ severity, place, message }) => {
    const item = element("li", undefined, [element("code", place), ": " + message]);
    item.className = severity;
    return item;
  }));
}

function listHeld(held) {
  return element("ul", undefined, held.map(({ path, title, mark }) => {
    const link = element("a", title);
    link.href = path;
    return element("li", undefined, [link, " (" + mark + ")"]);
  }));
}

function show({ findings, held }) {
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity !== "error");
  const parts = [];
  if (errors.length > 0) parts.push(element("h2", "Errors"), listFindings(errors));
  if (warnings.length > 0)
    parts.push(element("details", undefined, [element("summary", "Warnings: " + warnings.length), listFindings(warnings)]));
  if (held.length > 0)
    parts.push(element("details", undefined, [element("summary", "Not public yet: " + held.length), listHeld(held)]));
  const bar = element("section", undefined, parts);
  root.replaceChildren(...(parts.length > 0 ? [bar] : []));
  // The page's end can be scrolled out from behind the bar.
  document.body.style.paddingBottom = bar.offsetHeight + "px";
}

const PLACE = "edgewire-scroll";
const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
sessionStorage.removeItem(PLACE);
if (kept?.path === location.pathname) {
  history.scrollRestoration = "manual";
  const restore = () => scrollTo(0, kept.y);
  restore();
  addEventListener("load", restore);
}

let version;
new EventSource("${DEV_PATH}events").onmessage = ({ data }) => {
  const state = JSON.parse(data);
  version ??= state.version;
  show(state);
  if (state.version === version) return;
  sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, y: scrollY }));
  location.reload();
};
`;

const STYLES = `
.edgewire-mark { margin: 0; padding: 8px 16px; background: #ffd54a; color: #1b1a18; font: 600 15px/1.5 system-ui, sans-serif; }
`;

/** By the name below {@link DEV_PATH}. */
export const devFiles: ReadonlyMap<string, { readonly type: string; readonly text: string }> = new Map([
  ["dev.js", { type: "text/javascript; charset=utf-8", text: SCRIPT }],
  ["dev.css", { type: "text/css; charset=utf-8", text: STYLES }],
]);

/** A page with the script that reloads it and, for an article that is not public, the words that say so. */
export function addDevParts(html: string, mark?: string): string {
  const head = `<link rel="stylesheet" href="${DEV_PATH}dev.css">`;
  const note =
    mark === undefined
      ? ""
      : `<p class="edgewire-mark" role="status">${escapeText(mark)}: only this machine shows it</p>`;
  const script = `<script type="module" src="${DEV_PATH}dev.js"></script>`;
  return html
    .replace(/<\/head>/i, (end) => head + end)
    .replace(/<body[^>]*>/i, (start) => start + note)
    .replace(/<\/body>(?![\s\S]*<\/body>)/i, (end) => script + end);
}

/** The page's own policy with the script and its events allowed. */
export function allowDevParts(policy: string): string {
  const kept = policy.split(/;\s*/).filter((directive) => !/^(?:script-src|connect-src)\b/.test(directive));
  return [...kept.filter(Boolean), "script-src 'self'", "connect-src 'self'"].join("; ");
}
