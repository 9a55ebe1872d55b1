import { describe, expect, it } from "vitest";
import { read } from "../fixtures.ts";

const readBodyOf = (body: string) =>
  read("markdown", `---\ntitle: A\ndate: 2024-05-22\n---\nBefore.\n\n${body}\n\nAfter.`);

describe("a text that readers of the author's site do not see", () => {
  it.each([
    ["Hugo's comment", "{{- /* SECRET */ -}}"],
    ["Handlebars' comments", "{{!-- SECRET }} --}} {{! SECRET }}"],
    ["a comment of Jinja and Nunjucks over several lines", "{#\nSECRET\n#}"],
    ["a comment of Jinja longer than any limit", `{# ${"SECRET ".repeat(2_000)}#}`],
    ["comments of ERB, EJS and JSP", "<%# SECRET %> <%-- SECRET --%>"],
    ["a condition that never holds", "{% if false %}SECRET{% if a %}b{% endif %}SECRET{% endif %}"],
    ["a condition for drafts", "{% if site.show_drafts %}SECRET{% endif %}"],
    ["a condition for one machine", "{%- if jekyll.environment == 'development' -%}SECRET{%- endif -%}"],
    ["a condition without an end", "{% if site.draft %}SECRET"],
    ["a shortcode before another one", "[private][b]SECRET[/b][/private]"],
    ["a shortcode before a parenthesis", "[private](SECRET)[/private]"],
    ["Pandoc's div", "::: {.hidden}\nSECRET\n\n::: note\nSECRET\n:::\n\nSECRET\n:::"],
    ["a div by its name", "::: hidden\nSECRET\n:::"],
    ["a div without an end", "::: {.private}\nSECRET"],
    ["Quarto's div", "::: {.content-hidden}\nSECRET\n:::"],
    ["Quarto's div for other formats", '::: {.content-visible when-format="pdf"}\nSECRET\n:::'],
    ["Quarto's div that pages lack", '::: {.content-hidden when-format="html"}\nSECRET\n:::'],
    ["a note with a class", ":::danger{.hidden}\nSECRET\n:::"],
    ["classes", '<div class="hidden">SECRET</div><p class="d-none">SECRET</p><p class="is-hidden b">SECRET</p>'],
    ["a closed dialog", "<dialog>SECRET</dialog>"],
    ["Vue's switches", '<div v-if="false">SECRET</div><p v-show="false">SECRET</p>'],
    ["a component of MDX in Markdown", "<Hidden>SECRET</Hidden>"],
    ["a comment of MDX in Markdown", "{/* SECRET */}"],
  ])("%s", (_, body) => {
    const { article } = readBodyOf(body);
    expect(JSON.stringify(article ?? "")).not.toContain("SECRET");
  });

  it("is named where a condition or a div keeps it", () => {
    const reasons = (body: string) => readBodyOf(body).findings.map(({ reason, line }) => [reason, line]);
    expect(reasons("{% if site.draft %}a{% endif %}")).toEqual([["template-held", 7]]);
    expect(reasons("::: {.hidden}\na\n:::")).toEqual([["template-held", 7]]);
    expect(reasons("{% if site.draft %}a")).toContainEqual(["template-open", 7]);
  });
});

describe("a text that they see stays", () => {
  it.each([
    ["in a condition that may hold", "{% if page.draft == false %}SHOWN{% endif %}"],
    ["in a condition of another machine", "{% if jekyll.environment != 'development' %}SHOWN{% endif %}"],
    ["in Quarto's div for the web", '::: {.content-visible when-format="html"}\nSHOWN\n:::'],
    ["in Quarto's div that another format lacks", '::: {.content-hidden when-format="pdf"}\nSHOWN\n:::'],
    [
      "in a note whose title has such a word",
      ':::note[A private beach]\nSHOWN\n:::\n\n:::tip{title="secret"}\nSHOWN\n:::',
    ],
    ["on wide screens", '<div class="hidden md:block">SHOWN</div><p class="d-none d-md-block">SHOWN</p>'],
    ["in an open dialog", "<dialog open>SHOWN</dialog>"],
    ["in code", "`{# SHOWN #}` and\n\n```\n::: {.hidden}\nSHOWN\n:::\n```"],
    ["in a link with such a word", "[private](https://example.org/) SHOWN [members][1]\n\n[1]: https://example.org/"],
    ["beside an id", "## SHOWN {#shown}"],
    ["after a comment without an end", "{# SHOWN"],
  ])("%s", (_, body) => {
    const { article } = readBodyOf(body);
    expect(article?.html).toContain("SHOWN");
    expect(article?.html).toContain("After.");
  });
});
