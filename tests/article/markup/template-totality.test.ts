import fc from "fast-check";
import { expect, test } from "vitest";
import { expandSource } from "../../../src/article/markup/expand-source.ts";

const FRAGMENTS = [
  "{{< youtube Ab3dE5gH7_k >}}",
  '{{< figure src="a.png" caption="b" >}}',
  "{{% notice tip %}}",
  "{{% /notice %}}",
  "{% raw %}",
  "{% endraw %}",
  "{% highlight js %}",
  "{% endhighlight %}",
  "{% note %}\n",
  "\n{% endnote %}",
  "{{ a }}",
  "{{",
  "}}",
  "[[b]]",
  "![[c.png]]",
  "[caption a=1]",
  "[/caption]",
  "<%",
  "%>",
  "```",
  "`",
  "~~~",
  "\n",
  "\n\n",
  "    ",
  "- ",
  "> ",
  "words ",
  "<pre>",
  "</pre>",
  "<A b={c}>",
  "</A>",
  "{d}",
  "import e from 'f'\n",
  "export const g = {\n",
  "\\",
  "'",
  "\u202e",
];

const SOURCES = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join(""));

test.each(["markdown", "mdx", "html"] as const)(
  "any text of %s has an expansion, whose lines are lines of the text",
  (kind) => {
    fc.assert(
      fc.property(SOURCES, (source) => {
        const { text, lineOf, findings } = expandSource(source, kind);
        const count = source.split("\n").length;
        const lines = text.split("\n").map((_, index) => (lineOf === undefined ? index + 1 : lineOf(index + 1)));
        expect(Math.max(...lines)).toBeLessThanOrEqual(count);
        expect(lines).toEqual([...lines].sort((a, b) => a - b));
        for (const { line = 0 } of findings) expect(line).toBeLessThanOrEqual(count);
      }),
      { seed: 20_261_127, numRuns: 500 },
    );
  },
);
