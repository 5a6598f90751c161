import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { readConfig } from "#host/config.ts";

const read = (url: string) => () => readConfig({ DATABASE_URL: url }, tmpdir());

test.each(["file:playground.db", "file:data/playground.db", "file:C:\\data\\Playground.DB"])(
  "an IT admin cannot keep the district in the playground's own file, %s",
  (url) => {
    expect(read(url)).toThrow("that name belongs to the playground");
    expect(read(url)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
  },
);

test.each(["file:data/my-playground.db", "file:playground.db/groundswell.db"])(
  "another file is not mistaken for the playground's, %s",
  (url) => {
    expect(read(url)().databaseUrl).toBe(url);
  },
);

const proxies = (list: string) => () =>
  readConfig({ TRUSTED_PROXIES: list }, tmpdir()).trustedProxies;

test("proxies are named by address or range, and this machine's own needs no naming", () => {
  expect(readConfig({}, tmpdir()).trustedProxies).toEqual(["127.0.0.1", "::1"]);
  expect(proxies("10.0.0.0/8, 2001:db8::/32,192.0.2.1")()).toHaveLength(3);
  expect(proxies("")()).toEqual([]);
});

test.each([
  "proxy.example.org",
  "10.0.0.0/33",
  "10.0.0.0/",
  "2001:db8::/129",
  "10.0.0.0/8/8",
  "fe80::1%lo",
  "*",
])("%s names no proxy", (list) => {
  expect(proxies(list)).toThrow("TRUSTED_PROXIES: give addresses or ranges");
});
