import { describe, expect, test } from "vitest";
import { type PersonId, type SiteId, type TryId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import { at } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const oak = toId<SiteId>("oak");
const elm = toId<SiteId>("elm");

function personAt(id: string, homeSite: SiteId | undefined, active = true): Person {
  const named = { givenName: id, familyName: "X", active };
  return { id: toId<PersonId>(id), ...named, homeSite, assignments: [] };
}

const people = [
  personAt("ana", oak),
  personAt("ben", oak),
  personAt("cy", elm),
  personAt("gone", oak, false),
  personAt("lia", undefined),
];

describe.each(engines)("ideas and tries, on %s", (engine) => {
  const rig = useStore(engine);

  test("schools in which somebody began something lately are counted once each, and the office is none", async () => {
    const db = rig.fresh();
    await db.run(function* ({ roster, serving }) {
      yield* roster.savePeople(people);
      for (const [id, who, day] of [
        ["t1", "ana", 3],
        ["t2", "ben", 4],
        ["t3", "cy", 1],
        ["t4", "lia", 4],
      ] as const) {
        const one = { person: toId<PersonId>(who), practice: "", text: "x", startedAt: at(day) };
        yield* serving.saveTry({ id: toId<TryId>(id), ...one });
      }
    });
    expect(await db.run((tx) => tx.serving.countTrySites(at(0)))).toBe(2);
    expect(await db.run((tx) => tx.serving.countTrySites(at(2)))).toBe(1);
    expect(await rig.fresh().run((tx) => tx.serving.countTrySites(at(0)))).toBe(0);
  });

  test("who reads ideas inside the roundup is found at their own school, while they are there and listen", async () => {
    const db = rig.fresh();
    await db.run(function* ({ roster }) {
      yield* roster.savePeople(people);
      for (const { id } of people) {
        const stoppedAt = id === "ben" ? at(1) : undefined;
        yield* roster.savePreferences(id, { thanks: "public", digestOnlyAt: at(1), stoppedAt });
      }
    });
    const found = await db.run((tx) => tx.roster.listDigestReaders(oak));
    expect(found.map(({ id }) => id)).toEqual(["ana"]);
  });
});
