import type { Child, FC } from "hono/jsx";

interface DashboardFrameProps {
  readonly title: string;
  readonly publication: string;
  readonly isSignedIn: boolean;
  readonly children: Child;
}

/** What the dashboard's pages share. They are the publisher's own, in English whatever the publication's language is. */
export const DashboardFrame: FC<DashboardFrameProps> = ({ title, publication, isSignedIn, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · ${publication}`}</title>
      <link rel="stylesheet" href="/style.css" />
      <link rel="stylesheet" href="/dashboard/dashboard.css" />
      <link rel="icon" href="/favicon.ico" type="image/svg+xml" sizes="any" />
    </head>
    <body class="dashboard">
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header class="site-header slim">
        <p class="site-name">
          <a href="/">{publication}</a>
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
