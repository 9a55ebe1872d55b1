import type { FC, PropsWithChildren } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { Layout } from "./layout.tsx";

type PlainLayoutProps = PropsWithChildren<{
  readonly profile: SiteProfile;
  readonly publicUrl: string;
  readonly headline: string;
}>;

/** A page of the publication's own that is at no address to link to: of what is absent, and of searches. */
export const PlainLayout: FC<PlainLayoutProps> = ({ profile, publicUrl, headline, children }) => {
  const page = {
    kind: "website",
    title: `${headline} · ${profile.title}`,
    headline,
    description: profile.description || profile.title,
    language: profile.language,
    canonicalUrl: undefined,
  } as const;
  const main = { name: "main" as const, title: profile.title };
  return (
    <Layout profile={profile} publicUrl={publicUrl} page={page} feeds={[main]} masthead="slim">
      {children}
    </Layout>
  );
};
