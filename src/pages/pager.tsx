import type { Child, FC } from "hono/jsx";

interface PagerProps {
  readonly label: string;
  /** The earlier one; its words say what it is. */
  readonly older: Child;
  readonly newer: Child;
}

/** The way to both neighbours, the earlier first, as they stand on a shelf. */
export const Pager: FC<PagerProps> = ({ label, older, newer }) => (
  <nav class="pager" aria-label={label}>
    <div>{older}</div>
    <div>{newer}</div>
  </nav>
);
