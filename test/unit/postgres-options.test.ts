import path from "node:path";
import { expect, test } from "vitest";
import { postgresDefaults, withAuthorities } from "#store/postgres-options.ts";

const caFile = path.resolve("package.json");
const connectTo = (query: string) =>
  withAuthorities({
    ...postgresDefaults,
    caFile,
    url: `postgres://bot:secret@db.example.org/g${query}`,
  });

test.each(["", "?sslmode=require", "?sslmode=verify-ca&uselibpqcompat=true"])(
  "with a file of authorities the server and its name are checked: %s",
  (query) => {
    const { url, directUrl } = connectTo(query);
    for (const each of [url, directUrl]) {
      const { searchParams } = new URL(each);
      expect(searchParams.get("sslmode")).toBe("verify-full");
      expect(searchParams.get("sslrootcert")).toBe(caFile);
      expect(searchParams.has("uselibpqcompat")).toBe(false);
    }
  },
);

test.each(["disable", "allow", "prefer", "no-verify"])(
  "a file of authorities that would be asked nothing is refused, and no password is said: %s",
  (mode) => {
    const connecting = (): unknown => connectTo(`?sslmode=${mode}`);
    expect(connecting).toThrow(`sslmode=${mode}`);
    expect(connecting).not.toThrow("secret");
  },
);
