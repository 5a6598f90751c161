import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { fold } from "#domain/names.ts";

/** The whole names of the sample district's staff, folded. */
export function readStaff(): readonly string[] {
  const users: readonly Record<string, string>[] = parse(
    readFileSync("sample-district/oneroster-1.1/users.csv"),
    { columns: true, bom: true },
  );
  return users.map((user) => fold(`${user.givenName} ${user.familyName}`));
}
