import type { Child, FC } from "hono/jsx";

interface CountTableProps {
  /** For screen readers. */
  readonly caption: string;
  /** The heading of the rows' names, then those of the numbers. */
  readonly columns: readonly [string, ...string[]];
  readonly rows: readonly { readonly name: Child; readonly numbers: readonly string[] }[];
  readonly look?: "plain" | "bars";
}

/** A table of numbers by name. */
export const CountTable: FC<CountTableProps> = ({ caption, columns: [named, ...numbered], rows, look = "plain" }) => (
  <table {...(look === "bars" && { class: "bars" })}>
    <caption class="visually-hidden">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{named}</th>
        {numbered.map((heading) => (
          <th scope="col" class="number">
            {heading}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ name, numbers }) => (
        <tr>
          <th scope="row">{name}</th>
          {numbers.map((number) => (
            <td class="number">{number}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
