import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import type { WindowRow } from "../feed/publishing/publication-store.ts";
import { Teaser } from "./teaser.tsx";

interface TeaserListProps {
  readonly rows: readonly WindowRow[];
  readonly profile: SiteProfile;
}

export const TeaserList: FC<TeaserListProps> = ({ rows, profile }) =>
  rows.length === 0 ? null : (
    <ul class="teasers">
      {rows.map(({ record }) => (
        <li>
          <Teaser record={record} profile={profile} rank="listed" />
        </li>
      ))}
    </ul>
  );
