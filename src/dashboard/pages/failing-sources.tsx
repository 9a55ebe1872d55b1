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
