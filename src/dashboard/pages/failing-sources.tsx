import type { FC } from "hono/jsx";
import type { PublicationFigures } from "../../audience/report.ts";

/** Sources that have failed for a week; nothing while there are none. */
export const FailingSources: FC<{ readonly sources: PublicationFigures["failingSources"] }> = ({ sources }) =>
  sources.length === 0 ? null : (
    <section class="notes" aria-labelledby="failing-sources">
      <h2 id="failing-sources">Sources that cannot be read</h2>
      <ul>
        {sources.map(({ name, from, problem, since }) => (
          <li>
            <strong>{name}</strong> ({from}), since {new Date(since).toISOString().slice(0, 10)}: {problem}. Its
            articles stay; mend <code>from</code> in site.yaml, or remove the source there.
          </li>
        ))}
      </ul>
    </section>
  );

/** Sources with `content: page` whose pages do not give the text. */
export const SourcesWithoutPages: FC<{ readonly sources: PublicationFigures["sourcesWithoutPages"] }> = ({
  sources,
}) =>
  sources.length === 0 ? null : (
    <section class="notes" aria-labelledby="sources-without-pages">
      <h2 id="sources-without-pages">Articles with the text of the feed alone</h2>
      <ul>
        {sources.map(({ name, articles, problem }) => (
          <li>
            <strong>{name}</strong>: {articles} of the newest, one of them because {problem}.{" "}
            <code>npx edgewire sources</code> names them.
          </li>
        ))}
      </ul>
    </section>
  );
