import type { Child, FC } from "hono/jsx";

interface PanelProps {
  readonly id: string;
  readonly title: string;
  readonly children: Child;
}

/** A part of the dashboard with its heading. */
export const Panel: FC<PanelProps> = ({ id, title, children }) => (
  <section class="panel" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
