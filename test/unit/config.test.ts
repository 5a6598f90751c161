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
