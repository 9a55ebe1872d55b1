import type { Child, FC } from "hono/jsx";
import type { PublicationIdentity } from "../../audience/report.ts";
import { themePath } from "../../feed/theme.ts";

interface DashboardFrameProps {
  readonly title: string;
  readonly publication: PublicationIdentity;
  readonly isSignedIn: boolean;
  readonly children: Child;
}

/** The layout of the dashboard's pages, which are in English in every publication. */
export const DashboardFrame: FC<DashboardFrameProps> = ({ title, publication, isSignedIn, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${publication.title}`}</title>
      <link rel="stylesheet" href={`${themePath(publication.theme)}page.css`} />
      <link rel="stylesheet" href="/dashboard/dashboard.css" />
      <link rel="icon" href={`${themePath(publication.theme)}icon.svg`} type="image/svg+xml" sizes="any" />
    </head>
    <body class="dashboard">
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header class="site-header slim">
        <p class="site-name">
          <a href="/">{publication.title}</a>
        </p>
        {isSignedIn ? (
          <form method="post" action="/dashboard/sign-out">
            <button class="quiet" type="submit">
              Sign out
            </button>
          </form>
        ) : null}
      </header>
      <main id="content">{children}</main>
    </body>
  </html>
);
