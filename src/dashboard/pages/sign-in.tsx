import type { PublicationIdentity } from "../../audience/report.ts";
import { renderPage } from "../../pages/render-page.ts";
import { DashboardFrame } from "./head.tsx";

export type SignInProblem = "wrong" | "too-many" | "token-unset";

const messages: Readonly<Record<SignInProblem, string>> = {
  wrong: "That is not the token of this publication.",
  "too-many": "Too many wrong tokens. Wait a minute, then try again.",
  "token-unset": "The worker has no token yet: run `npx edgewire deploy`, which sets one.",
};

/** The dashboard's sign-in form; works without script. */
export function renderSignIn(publication: PublicationIdentity, problem: SignInProblem | undefined): Promise<string> {
  return renderPage(
    <DashboardFrame title="Sign in" publication={publication} isSignedIn={false}>
      <section class="sign-in" aria-labelledby="sign-in">
        <h1 id="sign-in">Dashboard</h1>
        <p class="hint">
          Who reads {publication.title}, and how it is delivered. Sign in with the token that publishes it.
        </p>
        {problem === undefined ? null : (
          <p class="alert" id="problem" role="alert">
            {messages[problem]}
          </p>
        )}
        <form method="post" action="/dashboard/sign-in">
          <label for="token">Publishing token</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            aria-invalid={problem === "wrong" ? "true" : undefined}
            aria-describedby={problem === undefined ? undefined : "problem"}
          />
          <button type="submit">Sign in</button>
        </form>
      </section>
    </DashboardFrame>,
  );
}
