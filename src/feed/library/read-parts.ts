import type { FeedAuthor, FeedCategory } from "../feed-item.ts";
import { asObject, type Read, readAddress, readText } from "./read-values.ts";
import type { Author, Category } from "./types.ts";

/** A person; one without a name is called by address, as RFC 4287 §3.2.1 requires a name. */
export const readAuthor: Read<FeedAuthor> = (value, trace) => {
  const person = asObject<Author>(value, "name");
  const email = readText(person.email, trace);
  const link = readAddress(person.link, trace);
  const name = readText(person.name, trace) ?? email ?? link;
  return name ? { name, email, link, avatar: readAddress(person.avatar, trace) } : undefined;
};

export const readCategory: Read<FeedCategory> = (value, trace) => {
  const category = asObject<Category>(value, "name");
  const term = readText(category.term, trace);
  const domain = readText(category.domain, trace);
  const scheme = readAddress(category.scheme, trace);
  const name = readText(category.name, trace) ?? term;
  return name ? { name, term, domain, scheme } : undefined;
};
