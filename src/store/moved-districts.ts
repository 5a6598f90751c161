import { asc } from "drizzle-orm";
import { ProductError } from "#domain/errors.ts";
import type { DistrictId } from "#domain/ids.ts";
import type { Store } from "#ports/store.ts";
import { findLeaving, type Leaving } from "./copy-marks.ts";
import { type Db, q } from "./db.ts";

type Moved = ReadonlyMap<DistrictId, Leaving>;

/**
 * The districts of a file that are in another database now, or on their way there: two processes on two
 * databases would send everything twice. Throws MOVED where no other district is left.
 */
export async function listMoved(db: Db, url: string): Promise<Moved> {
  const moved = new Map<DistrictId, Leaving>();
  if (db.engine === "postgres") return moved;
  const all = await db.read("every", function* (query) {
    const { districts } = db.tables;
    const found = yield* q(query.select().from(districts).orderBy(asc(districts.districtId)));
    for (const { districtId } of found) {
      const mark = yield* findLeaving({ query, tables: db.tables }, districtId);
      if (mark) moved.set(districtId, mark);
    }
    return found.length;
  });
  const [first] = moved.values();
  if (!first || moved.size < all) return moved;
  await db.close();
  throw isMoved(`"${url.replace("file:", "")}"`, first);
}

export function isMoved(what: string, { state, to, at }: Leaving): ProductError {
  const how = state === "moved" ? `was moved to ${to} at ${at}` : `is being moved to ${to}`;
  return new ProductError("MOVED", `${what} ${how}.`);
}

/** A store in which moved districts are not there, but for being erased. */
export function hideMoved(store: Store, moved: Moved): Store {
  if (moved.size === 0) return store;
  const { directory, links } = store;
  const here = <T extends DistrictId | undefined>(district: T): boolean =>
    district === undefined || !moved.has(district);
  const requireHere = (district: DistrictId): void => {
    const mark = moved.get(district);
    if (mark) throw isMoved(district, mark);
  };
  return {
    ...store,
    directory: {
      ...directory,
      listDue: async (until) => (await directory.listDue(until)).filter(here),
      moveTimes: async (name, span) => (await directory.moveTimes(name, span)).filter(here),
    },
    links: {
      ...links,
      find: async (platform, workspace) => {
        const district = await links.find(platform, workspace);
        return here(district) ? district : undefined;
      },
    },
    listDistricts: async () => (await store.listDistricts()).filter(here),
    transaction: async (district, body) => {
      requireHere(district);
      return await store.transaction(district, body);
    },
    read: async (district, body) => {
      requireHere(district);
      return await store.read(district, body);
    },
  };
}
