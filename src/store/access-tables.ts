import type { DistrictId, PersonId } from "#domain/ids.ts";
import type { Kit } from "./kit.ts";

/** Who may look at pages: links that sign in once, sessions, and browsers that were here before. */
export function defineAccessTables({ table, index, primaryKey, text, id, int, instant }: Kit) {
  const signInLinks = table(
    "sign_in_links",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      hash: text("hash").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      /** Hash of the number that a browser which was never here has to give. */
      numberHash: text("number_hash").notNull(),
      triesLeft: int("tries_left").notNull(),
      expiresAt: instant("expires_at").notNull(),
      spentAt: instant("spent_at"),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.hash] }),
      index("sign_in_links_by_person").on(t.districtId, t.personId),
    ],
  );

  const sessions = table(
    "sessions",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      hash: text("hash").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      createdAt: instant("created_at").notNull(),
      expiresAt: instant("expires_at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.hash] }),
      index("sessions_by_person").on(t.districtId, t.personId),
    ],
  );

  const knownBrowsers = table(
    "known_browsers",
    {
      districtId: id<DistrictId>("district_id").notNull(),
      hash: text("hash").notNull(),
      personId: id<PersonId>("person_id").notNull(),
      seenAt: instant("seen_at").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.districtId, t.hash, t.personId] }),
      index("known_browsers_by_person").on(t.districtId, t.personId),
    ],
  );
  return { signInLinks, sessions, knownBrowsers };
}
