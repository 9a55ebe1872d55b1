import type { FeedAuthor, FeedCategory } from "../feed-item.ts";
import { type Read, readAddress, readMembers, readText } from "./read-values.ts";

const authorMembers = { name: readText, email: readText, link: readAddress, avatar: readAddress };

/** A person; one without a name is called by address, as RFC 4287 §3.2.1 requires a name. */
export const readAuthor: Read<FeedAuthor> = (value, problems) => {
  const person = readMembers(authorMembers, asObject(value, "name"), problems);
  const name = person.name ?? person.email ?? person.link;
  return name ? { ...person, name } : undefined;
};

const categoryMembers = { name: readText, domain: readText, scheme: readAddress, term: readText };

export const readCategory: Read<FeedCategory> = (value, problems) => {
  const category = readMembers(categoryMembers, asObject(value, "name"), problems);
  const name = category.name ?? category.term;
  return name ? { ...category, name } : undefined;
};

/** Many an object may be given as its main member alone. */
export function asObject(value: unknown, member: string): unknown {
  return typeof value === "object" ? value : { [member]: value };
}
