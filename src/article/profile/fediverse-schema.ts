import * as v from "valibot";
import { findHostFault } from "../../lib/public-address.ts";
import { group, listOf, webAddress } from "../front-matter/yaml-schema.ts";

const BRIDGE_WANTED = 'the public host of a bridge such as "fed.brid.gy", without https:// and path';
const HANDLE_WANTED = 'an account such as "@anna@social.example"';
const FEDIVERSE_WANTED = "a group of bridge and me, at least one of them";

const HOST = String.raw`[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+`;

/** The group `fediverse:` of site.yaml. */
export const fediverse = v.pipe(
  group(
    {
      bridge: v.optional(
        v.pipe(
          v.string(BRIDGE_WANTED),
          v.trim(),
          v.toLowerCase(),
          v.check((host) => new RegExp(`^${HOST}$`).test(host) && findHostFault(host) === undefined, BRIDGE_WANTED),
        ),
      ),
      me: v.optional(listOf(webAddress), []),
    },
    FEDIVERSE_WANTED,
  ),
  v.check(({ bridge, me }) => bridge !== undefined || me.length > 0, FEDIVERSE_WANTED),
);

/** The account of an author, with or without the first `@`. */
export const fediverseHandle = v.pipe(
  v.string(HANDLE_WANTED),
  v.trim(),
  v.regex(new RegExp(String.raw`^@?[\w.-]{1,64}@${HOST}$`, "i"), HANDLE_WANTED),
  v.transform((handle) => `@${handle.replace(/^@/, "")}`),
);
