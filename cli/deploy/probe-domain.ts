import type { CloudflareAccount } from "./credentials.ts";

interface Zone {
  readonly id: string;
  readonly name: string;
}

interface WorkerDomain {
  readonly hostname: string;
  readonly service: string;
}

interface DnsRecord {
  readonly type: string;
  readonly content: string;
}

/**
 * Why the domain cannot be taken; undefined if it is free or ours. Without a terminal wrangler takes a hostname over from another
 * Worker, and overwrites its DNS record, unasked.
 */
export async function probeDomain(
  { id, api }: CloudflareAccount,
  domain: string,
  worker: string,
): Promise<string | undefined> {
  const holders = await api.ask<readonly WorkerDomain[]>("GET", `/accounts/${id}/workers/domains?hostname=${domain}`);
  const holder = holders.ok ? holders.value.find(({ hostname }) => hostname === domain)?.service : undefined;
  if (holder === worker) return undefined;
  if (holder !== undefined) {
    return `${domain} leads to the Worker "${holder}"; choose another domain, or take it from that Worker in the dashboard first`;
  }
  const zone = await findZone({ id, api }, domain);
  if (zone === undefined) {
    return `No zone of this account holds ${domain}; add its domain at https://dash.cloudflare.com/${id}/add-site, or leave out --domain`;
  }
  // A token may lack the permission to read records: then only a Worker's hold on the name is known.
  const records = await api.ask<readonly DnsRecord[]>("GET", `/zones/${zone.id}/dns_records?name=${domain}`);
  const record = records.ok ? records.value.find(({ type }) => ["A", "AAAA", "CNAME"].includes(type)) : undefined;
  if (record === undefined) return undefined;
  return `${domain} has a DNS record already (${record.type} ${record.content}); delete it in the dashboard, or choose another domain`;
}

/** `feeds.example.org` is in the zone `feeds.example.org` or `example.org`. */
async function findZone({ api }: CloudflareAccount, domain: string): Promise<Zone | undefined> {
  const labels = domain.split(".");
  for (let first = 0; first < labels.length - 1; first += 1) {
    const name = labels.slice(first).join(".");
    const zones = await api.ask<readonly Zone[]>("GET", `/zones?name=${name}`);
    const zone = zones.ok ? zones.value.find((one) => one.name === name) : undefined;
    if (zone !== undefined) return zone;
  }
  return undefined;
}
