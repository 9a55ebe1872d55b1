import type { FC } from "hono/jsx";

/** The form in the header of every page: plain GET, no script. */
export const SearchBox: FC<{ readonly lang: string }> = ({ lang }) => (
  <search class="search-box" lang={lang}>
    <form action="/search">
      <input type="search" name="q" aria-label="Search articles" maxlength={200} required />
      <button type="submit">Search</button>
    </form>
  </search>
);
