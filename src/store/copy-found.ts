import { asc } from "drizzle-orm";
import type { FoundDistrict } from "#ports/moving.ts";
import type { Steps } from "#ports/steps.ts";
import { findLeaving } from "./copy-marks.ts";
import { countAll } from "./copy-rows.ts";
import { districtTables } from "./copy-tables.ts";
import { type Db, q } from "./db.ts";

/** Every district of a database, also one that is elsewhere now. */
export async function listFound(db: Db): Promise<readonly FoundDistrict[]> {
  const { tables } = db;
  const named = await db.read("every", function* (query) {
    const { districts } = tables;
    return yield* q(query.select().from(districts).orderBy(asc(districts.districtId)));
  });
  const found: FoundDistrict[] = [];
  for (const { districtId: district, name } of named) {
    const one = await db.read({ district }, function* (query): Steps<FoundDistrict> {
      const shape = { query, tables };
      const mark = yield* findLeaving(shape, district);
      const rows = yield* countAll(shape, districtTables, district);
      return { district, name, rows, movedTo: mark?.to, isMoved: mark?.state === "moved" };
    });
    found.push(one);
  }
  return found;
}
