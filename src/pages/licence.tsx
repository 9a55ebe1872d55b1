import type { FC } from "hono/jsx";

/** A licence, by the name people know it by. */
export const Licence: FC<{ readonly address: string }> = ({ address }) => (
  <a rel="license" href={address}>
    {nameLicence(address)}
  </a>
);

const CREATIVE_COMMONS = /^https?:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)(?:\/([a-z]{2})(?=\/|$))?/;
const PUBLIC_DOMAIN = /^https?:\/\/creativecommons\.org\/publicdomain\/zero\/(\d\.\d)/;

/** `CC BY-NC 4.0`, else the host that explains it. */
export function nameLicence(address: string): string {
  const [, terms, version, country] = CREATIVE_COMMONS.exec(address) ?? [];
  if (terms !== undefined)
    return ["CC", terms.toUpperCase(), version, country?.toUpperCase()].filter(Boolean).join(" ");
  const [, zero] = PUBLIC_DOMAIN.exec(address) ?? [];
  return zero === undefined ? (URL.parse(address)?.host ?? address) : `CC0 ${zero}`;
}
