import ts from "typescript";
import { expect, test } from "vitest";
import { mostBytes } from "#web/body-limits.ts";
import { classOf, rates } from "#web/rate-limits.ts";
import { usualPatience } from "#web/slow-clients.ts";
import { read, tableRows } from "./files.ts";
import { parse, walk } from "./syntax.ts";

const page = read("docs/network.md");
const rows = tableRows(page);
const plain = (cell = "") => cell.replaceAll("`", "");
const TLD = /^([a-z0-9-]*\.)+(com|us|net|org)$/;

/** Every host that the code names to be called; a suffix stands for all below it. */
function hostsInCode(): readonly string[] {
  const files = ["slack/fetch.ts", "slack/socket-address.ts", "teams/cloud.ts"];
  const texts = files
    .flatMap((file) => [...walk(parse(`adapters/${file}`))])
    .filter(ts.isStringLiteral)
    .map(({ text }) => text)
    .filter((text) => TLD.test(text));
  return texts.map((text) => (text.startsWith(".") ? `*${text}` : text));
}

test("whoever opens a firewall finds every host that is called, and no other", () => {
  const start = rows.findIndex(([host]) => plain(host) === "slack.com");
  const end = rows.findIndex(([address]) => plain(address) === "/slack/events");
  const printed = rows.slice(start, end).map(([host]) => plain(host));
  expect(printed.filter((host) => TLD.test(host.replace("*", ""))).sort()).toEqual(
    [...new Set(hostsInCode())].sort(),
  );
});

test("the limits that are printed are the ones that are kept", () => {
  const inbound = rows.filter(([address]) => plain(address).startsWith("/"));
  const told = inbound.flatMap(([address, , rate, body]) =>
    plain(address)
      .split(", ")
      .filter((path) => path.startsWith("/") && path !== "/playground")
      .map((path) => ({ path: path.replace("*", "x"), rate, body })),
  );
  const kept = told.map(({ path }) => {
    const { requests, seconds } = rates[classOf(path)];
    const kilobytes = mostBytes(path) / 1024;
    const body = kilobytes >= 1024 ? `${kilobytes / 1024} MB` : `${kilobytes} KB`;
    return { path, rate: `${requests} in ${seconds} s`, body };
  });
  expect(told.length).toBeGreaterThan(10);
  expect(told).toEqual(kept);
});

test("the times that are printed are the ones that are waited", () => {
  const { headersMs, requestMs, idleMs, silenceMs, ...counts } = usualPatience;
  const text = page.replaceAll("\n", " ");
  for (const ms of [headersMs, requestMs, idleMs, silenceMs])
    expect(text).toContain(`${ms / 1000} s`);
  for (const count of [counts.headerCount, counts.connections, counts.allConnections]) {
    expect(text).toMatch(new RegExp(`\\b${count} (headers|connections|of all)`));
  }
});
