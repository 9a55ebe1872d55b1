import type { FC } from "hono/jsx";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";

interface SearchFormProps {
  readonly profile: SiteProfile;
  /** As typed before. */
  readonly query?: string;
}

/** The form of a page that is about searching, in place of the one in the header. */
export const SearchForm: FC<SearchFormProps> = ({ profile, query = "" }) => (
  <form class="search-form" action="/search" {...attributesOf(ourLanguage(profile.language), profile.language)}>
    <label for="q">Words in titles and articles</label>
    <input type="search" id="q" name="q" value={query} maxlength={200} dir="auto" required />
    <button type="submit" class="button">
      Search
    </button>
  </form>
);
