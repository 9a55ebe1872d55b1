import type { FC } from "hono/jsx";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";
import type { ArticlePartProps } from "./article-head.tsx";
import { listSections } from "./list-sections.ts";
import { estimateMinutes } from "./reading-time.ts";

/** From how many sections and minutes on a text is long enough for a table of contents. */
const CONTENTS = { sections: 4, minutes: 6 } as const;

/** The sections of a long article. */
export const Contents: FC<ArticlePartProps & { readonly body: string }> = ({ body, record, profile }) => {
  const sections = listSections(body);
  if (sections.length < CONTENTS.sections || estimateMinutes(record.text) < CONTENTS.minutes) return null;
  return (
    <nav class="contents" aria-labelledby="contents">
      <h2 id="contents" {...attributesOf(ourLanguage(profile.language), record.language)}>
        In this article
      </h2>
      <ol>
        {sections.map(({ id, html }) => (
          <li>
            <a href={`#${id}`} dangerouslySetInnerHTML={{ __html: html }} />
          </li>
        ))}
      </ol>
    </nav>
  );
};
