import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { askOnce, writeRequest } from "./polls-load.ts";
import type { StoppableServer } from "./polls-measure.ts";
import { documents } from "./polls-workers.ts";
import { readCpu } from "./workerd.ts";

/** nginx with the same bytes, precompressed; one process, no log. Undefined if nginx is not installed. */
export async function startNginx(folder: string, port: number): Promise<StoppableServer | undefined> {
  const root = join(folder, "nginx");
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "rss.xml"), documents.window);
  writeFileSync(join(root, "rss.xml.gz"), gzipSync(documents.window));
  writeFileSync(join(root, "nginx.conf"), writeConfig(root, port));
  const child = spawn("nginx", ["-p", root, "-e", "stderr", "-c", join(root, "nginx.conf")], { stdio: "ignore" });
  const isMissing = new Promise<boolean>((resolve) => child.once("error", () => resolve(true)));
  if (await Promise.race([isMissing, isListening(port)])) return undefined;
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  return { port, cpuMs: () => readCpu(child.pid ?? 0), stop };
}

/** False, as nothing is missing, once it answers. */
async function isListening(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    await wait(20);
    const answer = await askOnce(port, writeRequest("/rss.xml")).catch(() => undefined);
    if (answer?.status === 200) return false;
  }
  return true;
}

function writeConfig(root: string, port: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${root}/${name};`,
  );
  return `daemon off; master_process off; worker_processes 1; pid ${root}/nginx.pid;
events { worker_connections 64; }
http {
  ${temporary.join(" ")}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
  types { application/rss+xml xml; }
  server { listen 127.0.0.1:${port}; root ${root}; location / { gzip_static on; } }
}
`;
}
