import type { FC } from "hono/jsx";
import type { AppToken } from "../../feed/publishing/app-tokens.ts";

/** The id of the heading, to which the form leads back. */
export const WRITING_TOOLS = "writing-tools";

interface WritingToolsProps {
  readonly tokens: readonly AppToken[];
  /** Whether site.yaml says `micropub: yes`. */
  readonly takesMicropub: boolean;
}

/** The tokens of writing tools, each with a button that revokes it; nothing for a publication without Micropub and tokens. */
export const WritingTools: FC<WritingToolsProps> = ({ tokens, takesMicropub }) =>
  tokens.length === 0 && !takesMicropub ? null : (
    <section class="notes" aria-labelledby={WRITING_TOOLS}>
      <h2 id={WRITING_TOOLS}>Writing tools</h2>
      {takesMicropub ? null : (
        <p>
          Micropub is off, so that no token works: write <code>micropub: yes</code> in site.yaml and publish it, or
          revoke the tokens.
        </p>
      )}
      {tokens.length === 0 ? (
        <p>
          No writing tool has a token. <code>npx edgewire tokens create NAME</code> makes one and prints it once.
        </p>
      ) : (
        <TokenTable tokens={tokens} />
      )}
    </section>
  );

const TokenTable: FC<{ readonly tokens: readonly AppToken[] }> = ({ tokens }) => (
  <section class="scrolls" tabindex={0} aria-label="Tokens: table">
    <table>
      <caption class="visually-hidden">Tokens of writing tools</caption>
      <thead>
        <tr>
          {["Name", "Scopes", "Created", "Last used"].map((heading) => (
            <th scope="col">{heading}</th>
          ))}
          <td></td>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow token={token} />
        ))}
      </tbody>
    </table>
  </section>
);

const TokenRow: FC<{ readonly token: AppToken }> = ({ token: { name, scopes, createdAt, usedAt } }) => (
  <tr>
    <th scope="row" class="words">
      {name}
    </th>
    <td class="words">{scopes.join(", ")}</td>
    <td class="day">{writeDay(createdAt)}</td>
    <td class="day">{usedAt === undefined ? "never" : writeDay(usedAt)}</td>
    <td>
      <form method="post" action="/dashboard/revoke-token">
        <input type="hidden" name="name" value={name} />
        <button class="quiet" type="submit" aria-label={`Revoke ${name}`}>
          Revoke
        </button>
      </form>
    </td>
  </tr>
);

function writeDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
