import { describe, expect, test } from "vitest";
import { addDays } from "#domain/local-time.ts";
import { planErasure } from "#usecases/erase-records.ts";
import { card, keyed, post, toChannel } from "./outbox-desk.ts";
import {
  ana,
  ben,
  cy,
  eraseFrom,
  giveAnswer,
  listOutbox,
  morning,
  openRecords,
  type Records,
  s1,
  selectFrom,
  shoutOut,
  w1,
} from "./records-desk.ts";
import { engines, openTestStore, useStore } from "./store-rig.ts";

const DAY = "2025-09-10";
const words = "You shared your lab plan.";

describe.each(engines)("what an erasure leaves, on %s", (engine) => {
  const rig = useStore(engine);

  /** Ana thanked Ben: posted, told, in Friday's roundup beside others, and in a digest. */
  const thank = async (records: Records): Promise<void> => {
    const [at, friday] = [morning(DAY), morning(addDays(DAY, 2))];
    const told = keyed("thanks:so1:ben");
    const channel = { to: toChannel("c1") };
    await records.run(({ praise }) => praise.addShoutOut(shoutOut("so1", DAY)));
    const post = { card: `"${words}"`, kind: "shout_out_post", ...channel } as const;
    await records.send("shout-out:so1", at, post);
    const note = { card: `"${words}"`, kind: "shout_out_direct", recipient: ben } as const;
    await records.send(told, at, note);
    await records.run(({ praise }) => praise.setTelling(shoutOut("so1", DAY).id, ben, told));
    const roundup = { kind: "roundup", supersedes: "roundup:s1", ...channel } as const;
    const quoted = `Ana Ruiz thanked Ben Ruiz: "${words}"\nCy Ruiz thanked Ana Ruiz: "Thank you"`;
    await records.send("roundup:s1:w37", friday, { card: quoted, ...roundup });
    const digest = { kind: "digest", supersedes: "digest:lead" } as const;
    await records.send("digest:w38:lead", friday, { card: `Ben Ruiz: "${words}"`, ...digest });
  };

  test("a giver's words leave every card, and what is up is taken back or goes on without them", async () => {
    const records = await openRecords(rig);
    await thank(records);
    const report = await eraseFrom(records, { person: ana });
    expect(report).toMatchObject({ erased: { shout_out: 1 }, held: {}, onRoster: true });
    const outbox = await listOutbox(records);
    expect(outbox.filter(({ text }) => text?.includes("lab plan"))).toEqual([]);
    const changes = outbox.filter(({ state }) => state === "waiting");
    expect(changes.map(({ key, action }) => [key.replace(/:[0-9a-z]{20,}$/, ""), action])).toEqual([
      ["retract:shout-out:so1", "retract"],
      ["retract:thanks:so1:ben:so1", "retract"],
      ["erased:roundup:s1:w37", "update"],
      ["erased:digest:w38:lead", "retract"],
    ]);
    expect(changes[2]?.text).toContain("Cy Ruiz thanked Ana Ruiz");
  });

  test("a roundup whose words are gone by their time is taken back as a whole", async () => {
    const records = await openRecords(rig);
    await thank(records);
    await records.purgeOn(addDays(DAY, 93));
    await eraseFrom(records, { person: ana });
    const changes = (await listOutbox(records)).filter(({ state }) => state === "waiting");
    expect(changes.map(({ key, action }) => [key, action])).toEqual([
      ["retract:shout-out:so1", "retract"],
      ["retract:thanks:so1:ben:so1", "retract"],
      ["erased:roundup:s1:w37", "retract"],
      ["erased:digest:w38:lead", "retract"],
    ]);
  });

  test("what still waits with the words is never sent", async () => {
    const records = await openRecords(rig);
    await records.run(function* ({ praise, outbox }) {
      yield* praise.addShoutOut(shoutOut("so1", DAY));
      const message = post("shout-out:so1", toChannel("c1"), { dueAt: morning("2025-12-01") });
      const delivery = { do: "post", to: toChannel("c1"), card: card(`"${words}"`) } as const;
      yield* outbox.queue({ ...message, delivery });
    });
    await eraseFrom(records, { person: ana });
    expect(await listOutbox(records)).toEqual([
      { key: "shout-out:so1", action: "post", state: "cancelled", text: null },
    ]);
  });

  test("one of several who were thanked goes, and the thanks go on for the others", async () => {
    const records = await openRecords(rig);
    const text = "You and Ben Ruiz carried the easel.";
    await records.run(({ praise }) =>
      praise.addShoutOut(shoutOut("so1", DAY, { receivers: [ben, cy], text })),
    );
    await records.send("shout-out:so1", morning(DAY), { card: `"${text}"`, to: toChannel("c1") });
    await eraseFrom(records, { person: ben });
    const [left] = await records.run(({ records: rows }) =>
      rows.list("shout_out", {}, { limit: 9 }),
    );
    expect(left?.values).toMatchObject({
      text: "You and a colleague carried the easel.",
      receivers: [{ personId: cy }],
    });
    const outbox = await listOutbox(records);
    expect(outbox.filter(({ text: said }) => said?.includes("Ben"))).toEqual([]);
    expect(outbox.at(-1)?.text).toContain("thanked Cy Ruiz and a colleague");
  });

  test("a note that waits with several thanks tells the others, and the same words to others stay", async () => {
    const records = await openRecords(rig);
    const dueAt = morning("2025-12-01");
    await records.run(function* ({ praise, outbox }) {
      yield* praise.addShoutOut(shoutOut("so1", DAY));
      yield* praise.addShoutOut(shoutOut("so2", DAY, { giver: cy, text: "You lent the globe." }));
      yield* praise.addShoutOut(shoutOut("so3", DAY, { giver: ben, receivers: [cy] }));
      const note = { kind: "shout_out_direct", dueAt } as const;
      const queue = (key: string, said: string, supersedes: string) => {
        const delivery = { do: "post", to: toChannel("c1"), card: card(said) } as const;
        return outbox.queue({ ...post(key, toChannel("c1")), ...note, supersedes, delivery });
      };
      yield* queue("thanks:so1:ben", `"${words}"`, "thanks:ben");
      yield* queue("thanks:so2:ben", `Ana: "${words}"\nCy: "You lent the globe."`, "thanks:ben");
      yield* queue("thanks:so3:cy", `"${words}"`, "thanks:cy");
      const both = keyed("thanks:so2:ben");
      for (const id of ["so1", "so2"]) yield* praise.setTelling(shoutOut(id, DAY).id, ben, both);
      yield* praise.setTelling(shoutOut("so3", DAY).id, cy, keyed("thanks:so3:cy"));
    });
    await eraseFrom(records, { person: ana });
    expect(await listOutbox(records)).toMatchObject([
      { key: "thanks:so1:ben", state: "superseded", text: null },
      { state: "waiting", text: expect.stringMatching(/^(?!.*lab plan).*You lent the globe/) },
      { key: "thanks:so3:cy", state: "waiting", text: JSON.stringify(card(`"${words}"`)) },
    ]);
  });

  test("a roundup keeps the line of other thanks in the same words, also of held ones", async () => {
    const records = await openRecords(rig);
    await records.run(function* ({ praise }) {
      yield* praise.addShoutOut(shoutOut("so1", DAY));
      yield* praise.addShoutOut(shoutOut("so2", DAY, { giver: ben, receivers: [cy] }));
    });
    await records.hold({ type: "shout_out", person: cy });
    const theirs = `Ben Ruiz thanked Cy Ruiz: "${words}"`;
    const said = `Ana Ruiz thanked Ben Ruiz: "${words}"\n${theirs}`;
    await records.send("roundup:s1:w37", morning(DAY), { card: said, kind: "roundup" });
    await eraseFrom(records, { person: ana });
    const [roundup, change] = await listOutbox(records);
    expect(roundup).toMatchObject({ key: "roundup:s1:w37", text: null });
    expect(change).toMatchObject({ action: "update", text: JSON.stringify(card(theirs)) });
  });

  test("a question's words go from the list and from the lead's note; the answer names nobody", async () => {
    const records = await openRecords(rig);
    await records.run((tx) => giveAnswer(tx, DAY));
    await records.send("question:c1", morning(DAY), { card: "Ben asks: Who pays?" });
    const { erased } = await eraseFrom(records, { person: ben });
    expect(erased).toEqual({ call_task: 1, answer: 1 });
    const left = await records.run(function* ({ waves, roster }) {
      const answer = yield* waves.findLastAnswer(w1, s1);
      const by = answer && (yield* roster.getPerson(answer.person));
      return { tasks: yield* waves.listOpenCallTasks(), by: by?.givenName };
    });
    expect(left).toMatchObject({ tasks: [{ words: "", askedBy: undefined }], by: "A colleague" });
    expect((await listOutbox(records)).map(({ key, text }) => [key, text])).toEqual([
      ["question:c1", null],
      ["erased:question:c1", null],
    ]);
  });

  test("what a hold covers stays in every part, and the plan says so before", async () => {
    const records = await openRecords(rig);
    await thank(records);
    await records.hold({ person: ben });
    const before = await listOutbox(records);
    const selection = await selectFrom(records, { person: ana });
    const plan = await planErasure(records.product, selection);
    expect(plan).toMatchObject({ erased: {}, held: { shout_out: 1, message: 1 } });
    expect((await eraseFrom(records, { person: ana })).erased).toEqual(plan.erased);
    expect(await listOutbox(records)).toEqual(before);
  });

  test("a stop and a wish for quiet thanks outlive the erasure of somebody who still works here", async () => {
    const records = await openRecords(rig);
    const at = morning(DAY);
    await records.run(({ roster }) =>
      roster.savePreferences(ben, { thanks: "private", stoppedAt: at, nudgesAskedAt: at }),
    );
    expect((await eraseFrom(records, { person: ben })).erased).toEqual({ preference: 1 });
    expect(await records.run(({ roster }) => roster.getPreferences(ben))).toEqual({
      thanks: "private",
      stoppedAt: at,
    });
  });

  test("another district's records are not touched", async () => {
    const [records, others] = [await openRecords(rig), await openRecords(rig)];
    await thank(others);
    const before = await listOutbox(others);
    await thank(records);
    await eraseFrom(records, { person: ana });
    await eraseFrom(records, { fromDay: "2000-01-01" });
    await records.purgeOn("2040-01-01");
    expect(await listOutbox(others)).toEqual(before);
    const { total } = await others.run(({ records: rows }) => rows.count("shout_out", {}));
    expect(total).toBe(1);
  });

  test("traces go from the file while a bot has it open, and a server keeps its own", async () => {
    const records = await openRecords(rig);
    const second = await openTestStore(rig.url);
    const found = await second.forgetDeleted();
    await second.close();
    expect(found).toBe(engine === "sqlite" ? "done" : "server");
    expect(await records.run(({ roster }) => roster.getPerson(ana))).toMatchObject({ id: ana });
  });
});
