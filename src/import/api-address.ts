/** APIs whose answers are read, and what is asked of them where the address does not say it. */
const APIS: readonly { readonly path: RegExp; readonly parameters: Readonly<Record<string, string>> }[] = [
  { path: /\/wp\/v2\/posts\/?$/, parameters: { per_page: "50", _embed: "1" } },
  { path: /\/ghost\/api\/(?:[\w.]+\/)?content\/posts\/?$/, parameters: { limit: "50", include: "tags,authors" } },
];

/** An API's address with the parameters that its reader needs; any other address as it is. */
export function completeAddress(address: string): string {
  const url = URL.parse(address);
  const path = url?.searchParams.get("rest_route") ?? url?.pathname ?? "";
  const api = APIS.find((one) => one.path.test(path));
  if (url === null || api === undefined) return address;
  for (const [name, value] of Object.entries(api.parameters)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return url.href;
}
