import type { FC } from "hono/jsx";
import type { PartnerState } from "../../feed/partners/find-left-out.ts";
import { countOf } from "./numbers.ts";

/** The articles that partners' feeds leave out, each with rule and cure; nothing while there are no partners. */
export const Partners: FC<{ readonly partners: readonly PartnerState[] }> = ({ partners }) =>
  partners.length === 0 ? null : (
    <section class="notes" aria-labelledby="partner-feeds">
      <h2 id="partner-feeds">Feeds of partners</h2>
      {partners.map((state) => (
        <Partner state={state} />
      ))}
    </section>
  );

const Partner: FC<{ readonly state: PartnerState }> = ({
  state: { partner, feed, specification, accepted, minItems, leftOut },
}) => (
  <>
    <p>
      <strong>{partner}</strong> ({feed}): {countOf(accepted, "article meets", "articles meet")} its rules
      {leftOut.length === 0 ? "." : `, ${countOf(leftOut.length, "is", "are")} left out.`}{" "}
      {accepted === 0 && leftOut.length > 0 ? "This feed is empty. " : null}
      {accepted > 0 && accepted < minItems ? `It wants at least ${minItems}. ` : null}
      <a href={specification}>The rules of {partner}</a>
    </p>
    {leftOut.length === 0 ? null : (
      <ul>
        {leftOut.flatMap(({ title, path, faults }) =>
          faults.map((fault) => (
            <li>
              <a href={path}>{title}</a>: {fault}.
            </li>
          )),
        )}
      </ul>
    )}
  </>
);
