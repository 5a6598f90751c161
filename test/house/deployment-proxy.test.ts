import path from "node:path";
import { expect, test } from "vitest";
import { mostBytes } from "#web/body-limits.ts";
import { usualPatience } from "#web/slow-clients.ts";
import { serviceOf as of, readCompose } from "./compose-file.ts";
import { seconds } from "./deployment-rules.ts";
import { read } from "./files.ts";
import { lastOf, readStages } from "./image.ts";

const nginx = read("deploy/nginx.conf");
const compose = readCompose(read("compose.yaml"));
const image = readStages(read("Dockerfile")).at(-1) ?? [];

test("the proxy asks both replicas, keeps to their limits, and does what a proxy must", () => {
  const port = lastOf(image, "EXPOSE").text;
  const upstreams = [...nginx.matchAll(/^\s*server ([\d.:]+)/gm)].map(([, address]) => address);
  const addresses = ["groundswell-1", "groundswell-2"].map(
    (name) => of(compose, name).networks.front?.ipv4_address,
  );
  expect(upstreams).toEqual(addresses.map((address) => `${address}:${port}`));
  expect(seconds(said("keepalive_timeout")) * 1000).toBeLessThan(usualPatience.idleMs);
  expect(seconds(said("proxy_read_timeout")) * 1000).toBe(usualPatience.requestMs);
  expect(said("client_max_body_size")).toBe(`${mostBytes("/slack/events") / 1024 ** 2}m`);
  expect(nginx).toContain("location = /metrics {\n      return 404;");
  // What docs/network.md prints for a proxy stands here too, but for the address.
  const printed = /location \/ \{\n([^}]*)\}/.exec(read("docs/network.md"))?.[1]?.split("\n") ?? [];
  const lines = printed
    .map((line) => line.trim())
    .filter((line) => /^(proxy_(?!pass)|client)/.test(line));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((line) => !nginx.includes(`    ${line}\n`))).toEqual([]);
  // Its ports and its certificates are those that compose.yaml gives it.
  const proxy = of(compose, "proxy");
  const inside = proxy.ports.map((each) => each.split(":")[1]);
  expect([...nginx.matchAll(/listen (\d+)/g)].map(([, each]) => each)).toEqual(inside);
  expect(proxy.volumes).toContain(
    `./deploy/certificates:${path.dirname(said("ssl_certificate"))}:ro`,
  );
});

test("where a replica ends in the middle only what acts once is asked of the other", () => {
  const again =
    /location ~ \^\/\(([^)]+)\)\$ \{[^}]*non_idempotent;/.exec(nginx)?.[1]?.split("|") ?? [];
  const web = read("src/web/server.ts");
  expect(nginx.match(/non_idempotent/g)).toHaveLength(1);
  expect(again).toEqual(["slack/events", "api/messages"]);
  expect(again.filter((address) => !web.includes(`"/${address}", async`))).toEqual([]);
});

const said = (name: string) => new RegExp(`^\\s*${name} (\\S+);$`, "m").exec(nginx)?.[1] ?? "";
