import { describe, expect, test } from "vitest";
import { type DistrictId, toId } from "#domain/ids.ts";
import type { AuditFacts, NewAuditEntry } from "#ports/audit-rows.ts";
import { verifyAudit } from "#usecases/read-audit.ts";
import { engines, type Place, runStatement, useStore } from "./store-rig.ts";

const at = (day: number) => new Date(Date.UTC(2025, 7, day));

const entry = (day: number, facts: AuditFacts = { wave: "w1" }): NewAuditEntry => ({
  at: at(day),
  actor: "person:p1",
  action: "wave_opened",
  subject: "wave:w1",
  facts,
});

async function append(place: Place, ...entries: readonly NewAuditEntry[]): Promise<void> {
  for (const one of entries) await place.run((tx) => tx.audit.append(one));
}

const five = [1, 2, 3, 4, 5].map((day) => entry(day));

describe.each(engines)("the audit log on %s", (engine) => {
  const rig = useStore(engine);
  const fault = async (place: Place) => await place.run((tx) => tx.audit.findFault());

  test("holds every entry in its order, without a fault", async () => {
    const place = rig.fresh();
    await append(place, ...five);
    const listed = await place.run((tx) => tx.audit.list(3));
    expect(listed.map(({ number }) => number)).toEqual([5, 4, 3]);
    expect(listed[0]).toMatchObject({ ...entry(5), number: 5, previousHash: listed[1]?.hash });
    expect(await fault(place)).toBeUndefined();
  });

  test("many who write at once make one chain", async () => {
    const place = rig.fresh();
    const all = Array.from({ length: 40 }, (_, n) => entry(1 + (n % 20), { n: String(n) }));
    await Promise.all(all.map(async (one) => await append(place, one)));
    expect(await fault(place)).toBeUndefined();
    expect(await place.run((tx) => tx.audit.getHead())).toMatchObject({ number: 40 });
  });

  test("an entry goes with what it records: both are kept or neither", async () => {
    const place = rig.fresh();
    await append(place, entry(1));
    const failing = place.run(function* (tx) {
      yield* tx.audit.append(entry(2));
      throw new RangeError("the wave could not be opened");
    });
    await expect(failing).rejects.toThrow("could not be opened");
    expect((await place.run((tx) => tx.audit.list(9))).length).toBe(1);
    expect(await fault(place)).toBeUndefined();
  });

  const asText = engine === "sqlite" ? "facts" : "facts::text";
  const asJson = engine === "sqlite" ? "" : "::jsonb";
  const later = engine === "sqlite" ? "at + 1" : "at + interval '1 millisecond'";
  const text = (column: string) => `${column} = '~' || substr(${column}, 2)`;
  const changes = [
    ...["actor", "action", "subject", "previous_hash", "hash"].map(text),
    `facts = replace(${asText}, 'w', 'v')${asJson}`,
    `at = ${later}`,
    "number = number + 90",
  ];

  test.each(changes)("one changed byte in any row is found: %s", async (change) => {
    for (const number of [1, 2, 3, 4, 5]) {
      const place = rig.fresh();
      await append(place, ...five);
      const own = `district_id = '${place.district}' and number = ${number}`;
      await runStatement(rig.url, `update audit_entries set ${change} where ${own}`);
      expect((await fault(place))?.number).toBe(number);
    }
  });

  test.each([
    ["the first", 1, 1],
    ["one in the middle", 3, 3],
    ["the last", 5, 5],
  ])("an entry that is gone is found: %s", async (_which, gone, number) => {
    const place = rig.fresh();
    await append(place, ...five);
    const which = `district_id = '${place.district}' and number = ${gone}`;
    await runStatement(rig.url, `delete from audit_entries where ${which}`);
    expect(await fault(place)).toEqual({ number, fault: "missing" });
  });

  test("entries that changed places are found", async () => {
    const place = rig.fresh();
    await append(place, ...five);
    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ]) {
      const which = `district_id = '${place.district}' and number = ${from}`;
      await runStatement(rig.url, `update audit_entries set number = ${to} where ${which}`);
    }
    expect(await fault(place)).toMatchObject({ number: 2 });
  });

  test("an end that was cut off together with its head is found by a seal, or by the head", async () => {
    const place = rig.fresh();
    await append(place, ...five);
    const head = await place.run((tx) => tx.audit.getHead());
    const own = `district_id = '${place.district}'`;
    await runStatement(rig.url, `delete from audit_entries where ${own}`);
    await runStatement(rig.url, `delete from audit_heads where ${own}`);
    await append(place, ...[1, 2, 3, 4, 5].map((day) => entry(day, { wave: "w9" })));
    expect(await fault(place)).toBeUndefined();
    const sealed = await verifyAudit(rig, place.district, head);
    expect(sealed.fault).toEqual({ number: 5, fault: "changed" });
  });

  /** Purges as the nightly purge does: what the chain begins with now is written down in it. */
  async function purge(place: Place, before: number): Promise<number> {
    return await place.run(function* (tx) {
      const gone = yield* tx.audit.purgeBefore(at(before));
      if (!gone) return 0;
      const { count, ...facts } = gone;
      yield* tx.audit.append({ ...entry(20, facts), action: "audit_purged" });
      return count;
    });
  }

  test("what is old is purged, and the chain goes on from there", async () => {
    const place = rig.fresh();
    await append(place, ...five);
    expect(await purge(place, 3)).toBe(2);
    expect(await purge(place, 3)).toBe(0);
    expect(await fault(place)).toBeUndefined();
    await append(place, entry(21));
    expect(await purge(place, 21)).toBe(4);
    await append(place, entry(22));
    expect(await fault(place)).toBeUndefined();
    const where = `where district_id = '${place.district}' and number = 8`;
    await runStatement(rig.url, `delete from audit_entries ${where}`);
    expect(await fault(place)).toEqual({ number: 8, fault: "missing" });
  });

  test("a beginning that was cut off by hand is found, however the head was changed", async () => {
    const place = rig.fresh();
    await append(place, ...five);
    const [, second] = await place.run((tx) => tx.audit.listFrom(1, 2));
    const own = `district_id = '${place.district}'`;
    const head = `purged_number = 2, purged_hash = '${second?.hash}'`;
    await runStatement(rig.url, `delete from audit_entries where ${own} and number <= 2`);
    await runStatement(rig.url, `update audit_heads set ${head} where ${own}`);
    expect(await fault(place)).toEqual({ number: 2, fault: "missing" });
  });

  const broken = [
    "null",
    "[]",
    '{"wave":1}',
    ...(engine === "sqlite" ? ["{", '{"wave": "w1"}'] : []),
  ];
  test.each(broken)("facts that nobody wrote like this are found: %s", async (facts) => {
    const place = rig.fresh();
    await append(place, ...five);
    const own = `district_id = '${place.district}' and number = 3`;
    await runStatement(rig.url, `update audit_entries set facts = '${facts}' where ${own}`);
    expect(await fault(place)).toEqual({ number: 3, fault: "changed" });
    expect(await place.run((tx) => tx.audit.list(9))).toHaveLength(5);
  });

  test("each district has its own chain", async () => {
    const [one, other] = [rig.fresh(), rig.fresh()];
    await append(one, entry(1));
    await append(other, entry(1), entry(2));
    const nobody = toId<DistrictId>("nobody");
    const heads = [one.district, other.district, nobody].map(
      async (id) => (await rig.store.read(id, (tx) => tx.audit.getHead())).number,
    );
    expect(await Promise.all(heads)).toEqual([1, 2, 0]);
  });
});
