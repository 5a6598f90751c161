import { afterEach, describe, expect, test } from "vitest";
import { type OutboxKey, type PeerVisitId, type ShoutOutId, toId } from "#domain/ids.ts";
import { addDays } from "#domain/local-time.ts";
import type { RecordType } from "#domain/records.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { carryOver } from "#store/carry-over.ts";
import { forgetPerson } from "#usecases/forget-person.ts";
import {
  ana,
  ben,
  cy,
  eraseFrom,
  listOutbox,
  morning,
  openRecords,
  type Records,
  s1,
  shoutOut,
} from "./records-desk.ts";
import {
  createDatabase,
  engines,
  openTestStore,
  type TestDatabase,
  useStore,
} from "./store-rig.ts";

const DAY = "2025-09-10";
const AT = morning(DAY);
const so1 = toId<ShoutOutId>("so1");
const roundup = toId<OutboxKey>("roundup:s1:w37");

/** Ana thanks Ben and Cy; both answer, Ben reports it, and a roundup quotes it. */
function* followPraise({ praise }: Transaction): Steps<void> {
  yield* praise.addShoutOut(shoutOut("so1", DAY, { receivers: [ben, cy] }));
  yield* praise.saveThankBack(so1, ben, { receiver: ben, text: "Any time.", at: AT });
  const text = "Ben Ruiz did most of it.";
  yield* praise.saveThankBack(so1, cy, { receiver: cy, text, at: AT });
  yield* praise.addReport({ shoutOut: so1, by: ben, reason: "other", at: AT });
  yield* praise.addReport({ shoutOut: so1, by: cy, reason: "private", at: AT });
  yield* praise.addQuotes(roundup, [so1], AT);
}

/** Ben is happy to show, visits Ana, is visited by Cy, and is in a group. */
function* showAround({ showing }: Transaction): Steps<void> {
  for (const person of [ben, cy]) yield* showing.addOffer({ person, practice: "choice", at: AT });
  const visit = (id: string) => ({ id: toId<PeerVisitId>(id), practice: "choice", askedAt: AT });
  yield* showing.saveVisit({ ...visit("v1"), asker: ben, host: ana, site: s1, state: "agreed" });
  yield* showing.saveVisit({ ...visit("v2"), asker: cy, host: ben, state: "asked" });
  yield* showing.saveVisit({ ...visit("v3"), asker: cy, state: "open" });
  yield* showing.saveGroup({ id: toId("g1"), site: s1, name: "Science", people: [ben, cy] });
}

const followed = ["shout_out_report", "offer_to_show", "peer_visit", "group_member"] as const;

async function listIds({ run }: Records, types: readonly RecordType[] = followed) {
  return await run(function* ({ records }) {
    const ids: string[] = [];
    for (const type of types) {
      for (const { id } of yield* records.list(type, {}, { limit: 9 })) ids.push(id);
    }
    return ids;
  });
}

describe.each(engines)("what follows praise, as records, on %s", (engine) => {
  const rig = useStore(engine);

  async function open(): Promise<Records> {
    const records = await openRecords(rig);
    await records.run(function* (tx) {
      yield* followPraise(tx);
      yield* showAround(tx);
    });
    return records;
  }

  test("all of it is found by person and by school, a thank-back with its shout-out", async () => {
    const records = await open();
    const found = await records.run(function* ({ records: rows }) {
      const counts: number[] = [];
      for (const type of followed) {
        for (const filter of [{ person: ben }, { site: s1 }]) {
          counts.push((yield* rows.count(type, filter)).total);
        }
      }
      return { counts, kept: yield* rows.list("shout_out", { person: ben }, { limit: 9 }) };
    });
    expect(found.counts).toEqual([1, 2, 1, 0, 2, 1, 1, 2]);
    expect(found.kept[0]?.values).toMatchObject({
      receivers: [
        { personId: ben, thankBack: "Any time.", thankedBackAt: AT, spreadAt: null },
        { personId: cy },
      ],
    });
  });

  test("an erased person's answer, report, offers, visits and memberships go, and the others' stay", async () => {
    const records = await open();
    await records.send("thank-back:so1:ben", AT, { card: 'Ben Ruiz: "Any time."' });
    await records.send("thank-back:so1:cy", AT, { card: 'Cy Ruiz: "Ben Ruiz did most of it."' });
    const { erased } = await eraseFrom(records, { person: ben });
    expect(erased).toMatchObject({
      shout_out: 1,
      shout_out_report: 1,
      offer_to_show: 1,
      peer_visit: 2,
      group_member: 1,
    });
    expect(await listIds(records)).toEqual(["so1/cy", "cy/choice", "v3", "g1/cy"]);
    const backs = await records.run(({ praise }) => praise.listThankBacks(so1));
    expect(backs.map(({ text }) => text)).toEqual(["a colleague did most of it."]);
    const outbox = await listOutbox(records);
    expect(
      outbox.filter(({ text }) => text?.includes("Any time") || text?.includes("Ben")),
    ).toEqual([]);
    expect(outbox.map(({ key }) => key)).toContain("retract:thank-back:so1:ben");
  });

  test("a shout-out takes its quotes and reports along, but for a report that a hold covers", async () => {
    const records = await open();
    await records.hold({ person: ben, type: "shout_out_report" });
    await eraseFrom(records, { person: ana });
    expect(await listIds(records, ["shout_out", "shout_out_report"])).toEqual(["so1/ben"]);
    expect(await records.run(({ praise }) => praise.listQuoting(so1))).toEqual([]);
    expect((await records.purgeOn(addDays(DAY, 1))).kept).toEqual({ praise: 1 });
    await records.run(({ records: rows }) => rows.releaseHold("h1", AT));
    expect((await records.purgeOn(addDays(DAY, 2))).gone).toEqual({ praise: 1 });
    expect(await listIds(records, ["shout_out_report"])).toEqual([]);
  });

  test("a year after their school year they go by themselves, and till then a summary can be changed", async () => {
    const records = await open();
    await records.send(roundup, AT);
    const keys = async () => (await listOutbox(records)).map(({ key }) => key);
    await records.purgeOn("2027-06-30");
    expect(await keys()).toEqual([roundup]);
    expect(await listIds(records)).toHaveLength(9);
    const { gone } = await records.purgeOn("2027-07-01");
    expect(gone).toEqual({ praise: 4, delivery_log: 1 });
    expect(await keys()).toEqual([]);
    expect(await listIds(records)).toEqual(["ben/choice", "cy/choice", "g1/ben", "g1/cy"]);
  });

  test("whoever left and is forgotten is in no group, offers nothing and teaches no grade", async () => {
    const records = await open();
    await records.run(({ roster }) => roster.deactivatePeople([ben]));
    await records.purgeOn("2025-09-11");
    await records.run((tx) => runLeaver(tx, records));
    expect(await listIds(records, ["offer_to_show", "group_member"])).toEqual([
      "cy/choice",
      "g1/cy",
    ]);
  });
});

/** What the timer does a year after Ben has left. */
function* runLeaver(tx: Transaction, { product }: Records): Steps<void> {
  const work = { tx, product, now: AT };
  yield* forgetPerson(work, ben, { by: "timer", rule: "roster:365" });
}

describe("what a restore takes over of the time that is lost", () => {
  const open: TestDatabase[] = [];
  afterEach(async () => {
    for (const database of open.splice(0)) await database.remove();
  });

  /** A copy, and the database that went on from it. */
  async function divide(before: (tx: Transaction) => Steps<void>, since: typeof before) {
    const [copy, lost] = [await createDatabase("sqlite"), await createDatabase("sqlite")];
    open.push(copy, lost);
    const run = async <T>({ url }: TestDatabase, body: (tx: Transaction) => Steps<T>) => {
      const store = await openTestStore(url);
      try {
        return await store.transaction(toId("d"), body);
      } finally {
        await store.close();
      }
    };
    await run(copy, before);
    await run(lost, before);
    await run(lost, since);
    const fileOf = ({ url }: TestDatabase) => url.replace("file:", "");
    const taken = carryOver(fileOf(copy), fileOf(lost));
    return { taken, read: async <T>(body: (tx: Transaction) => Steps<T>) => await run(copy, body) };
  }

  test("changed words, who hid it, whoever is thanked no more, and every no", async () => {
    const { taken, read } = await divide(
      function* ({ praise, showing, students, roster }) {
        for (const id of ["so1", "so2"]) yield* praise.addShoutOut(shoutOut(id, DAY));
        for (const who of [ana, ben]) yield* praise.saveSpread(toId("so2"), who, AT);
        yield* showing.addOffer({ person: ben, practice: "choice", at: AT });
        yield* showing.addOffer({ person: cy, practice: "choice", at: AT });
        yield* students.replaceAll(["old"]);
        const place = { platform: "slack", workspace: "T1" } as const;
        yield* roster.saveChannels([{ id: toId("c1"), name: "oak", ...place }]);
        const names = { givenName: "Ana", familyName: "Ruiz" };
        yield* roster.savePeople([{ id: ana, ...names, active: true, assignments: [] }]);
      },
      function* ({ praise, showing, students, roster }) {
        const text = "You lent the globe.";
        yield* praise.reviseShoutOut(shoutOut("so1", DAY, { text, receivers: [cy] }), AT);
        yield* praise.hideShoutOut(toId("so2"), AT, "lead");
        yield* praise.saveSpread(toId("so2"), ben, undefined);
        yield* showing.removeOffer({ person: ben, practice: "choice" });
        yield* students.replaceAll(["new"]);
        yield* roster.saveAsksOff({ id: toId("c1") }, AT);
        yield* roster.savePreferences(ana, { thanks: "public", language: "es" });
      },
    );
    expect(taken).toMatchObject({ hidden: 1, wishes: [{ person: ana, language: "es" }] });
    const found = await read(function* ({ praise, showing, students, roster }) {
      return {
        changed: yield* praise.findKept(so1),
        hidden: yield* praise.findKept(toId("so2")),
        agreed: yield* praise.hasAgreed(toId("so2"), ben),
        offers: yield* showing.listOffersOf(ben),
        others: (yield* showing.listOffersOf(cy)).length,
        students: yield* students.listKnown(["old", "new"]),
        asksOffAt: (yield* roster.findChannel(undefined))?.asksOffAt,
      };
    });
    expect(found).toMatchObject({
      changed: { text: "You lent the globe.", receivers: [cy], revision: 1, editedAt: AT },
      hidden: { hiddenBy: "lead", receivers: [ben] },
      agreed: false,
      offers: [],
      others: 1,
      students: ["new"],
      asksOffAt: AT,
    });
  });
});
