import { describe, expect, test } from "vitest";
import type { Outcome } from "#ports/chat.ts";
import {
  at,
  card,
  claimAt,
  delivered,
  keyed,
  keysOf,
  openDesk,
  post,
  retract,
  someone,
  toAccount,
  toChannel,
  update,
  wordsOf,
} from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const SENTENCE = /^[A-Z].*[.]$/;
const supersedes = "card-of-wave-1";
const refused: Outcome = { kind: "refused", reason: "The channel is gone." };

describe.each(engines)("what becomes of a message, on %s", (engine) => {
  const rig = useStore(engine);
  const openOutbox = () => openDesk(rig.fresh());

  test("a refused and an unknown message are kept with their reason and never sent again", async () => {
    const desk = openOutbox();
    await desk.queue(post("left", "ana"), post("lost", "ben"), post("next", "ana"));
    const [left, lost] = await desk.claim(at(0));
    if (!left || !lost) throw new Error("Both messages should be due.");
    await desk.settle(left, refused, at(1));
    await desk.settle(lost, { kind: "unknown", reason: "The connection broke." }, at(1));
    const ended = { settledAt: at(1) };
    expect(await desk.find("left")).toMatchObject({
      state: "refused",
      reason: refused.reason,
      ...ended,
    });
    const unknown = { state: "unknown", reason: "The connection broke.", ...ended };
    expect(await desk.find("lost")).toMatchObject(unknown);
    expect(await desk.sendAll(at(1000))).toEqual(["next"]);
  });

  test("a message whose time has passed is shown as expired", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    await desk.queue(post("old", "ana", { expiresAt: at(10) }), post("new", "ana"));
    expect(await place.run(({ outbox }) => outbox.expire(at(9.999)))).toBe(0);
    expect(await place.run(({ outbox }) => outbox.expire(at(10)))).toBe(1);
    expect(await desk.find("old")).toMatchObject({
      state: "expired",
      reason: expect.stringMatching(SENTENCE),
    });
    expect(await desk.sendAll(at(11))).toEqual(["new"]);
  });

  test("a message shows its newest change that waits or went out, else its own card", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const again = "again:post";
    const shown = async () =>
      (await place.run(({ outbox }) => outbox.findCard(keyed("post"), again)))?.text;
    await desk.queue(post("post", "ana"));
    await desk.sendAll(at(0));
    expect(await shown()).toBe("post");
    await desk.queue(update("one", "post", { supersedes: again }));
    expect(await shown()).toBe("one");
  });

  test("when a school answers, what its wave would still have sent is taken back", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const group = "wave-1/s1";
    await desk.queue(post("invitation", "ana", { group }));
    await desk.sendAll(at(0));
    await desk.queue(post("reminder", "ana", { group, dueAt: at(60) }));
    await desk.queue(post("co-principal", "ben", { group, dueAt: at(60) }));
    await desk.queue(post("other school", "cy", { group: "wave-1/s2", dueAt: at(60) }));
    expect(await place.run(({ outbox }) => outbox.cancelGroup(group))).toBe(2);
    expect(await desk.find("invitation")).toMatchObject({ state: "delivered" });
    expect(await desk.find("reminder")).toMatchObject({ state: "cancelled" });
    expect(await desk.sendAll(at(60))).toEqual(["other school"]);
  });

  test("a person who stops gets nothing that still waited, and channels go on", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const ana = { recipient: someone("ana") };
    await desk.queue(post("nudge", "ana", ana), post("digest", "ana", { ...ana, dueAt: at(60) }));
    await desk.queue(
      post("post", toChannel("c1")),
      post("ben", "ben", { recipient: someone("ben") }),
    );
    expect(await place.run(({ outbox }) => outbox.cancelWaitingFor(someone("ana")))).toBe(2);
    expect((await desk.sendAll(at(60))).toSorted()).toEqual(["ben", "post"]);
  });

  test("a later update takes the place of the one that waits, and its time", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana"));
    await desk.sendAll(at(0));
    await desk.queue(update("one", "card", { supersedes, dueAt: at(10) }));
    await desk.queue(update("two", "card", { supersedes, dueAt: at(20) }));
    expect(await desk.find("one")).toMatchObject({
      state: "superseded",
      reason: expect.stringMatching(SENTENCE),
    });
    expect(await desk.find("two")).toMatchObject({ state: "waiting", dueAt: at(10) });
    expect(await desk.sendAll(at(10))).toEqual(["two"]);
  });

  test("the same update decided twice is still sent", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana"));
    await desk.sendAll(at(0));
    const same = update("edit", "card", { supersedes });
    expect(await desk.queue(same, same)).toEqual([true, false]);
    expect(await desk.sendAll(at(5))).toEqual(["edit"]);
  });

  test("a burst of answers edits a card at most once a second, and ends with the last", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana"));
    await desk.sendAll(at(0));
    const sent: { readonly words: string; readonly second: number }[] = [];
    for (let tenth = 0; tenth < 50; tenth++) {
      const now = at(100 + tenth / 10);
      await desk.queue(update(`edit-${tenth}`, "card", { supersedes, dueAt: now }));
      const words = await desk.sendAll(now);
      sent.push(...words.map((each) => ({ words: each, second: 100 + tenth / 10 })));
    }
    sent.push(...(await desk.sendAll(at(110))).map((words) => ({ words, second: 110 })));
    const gaps = sent.slice(1).map(({ second }, i) => second - (sent[i]?.second ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.999);
    expect(sent.length).toBeLessThanOrEqual(6);
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.at(-1)?.words).toBe("edit-49");
  });

  test("a message that still waits is changed where it stands", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana", { dueAt: at(60) }));
    expect(await desk.queue(update("edit", "card"))).toEqual([true]);
    const [claimed, ...more] = await desk.claim(at(60));
    expect(claimed).toMatchObject({
      attempt: { key: "card", delivery: { do: "post", to: toAccount("ana"), card: card("edit") } },
    });
    expect(more).toEqual([]);
    if (claimed) await desk.settle(claimed, delivered(claimed), at(60));
    expect(await desk.claim(at(100))).toEqual([]);
  });

  test("a change and the sending of the same message never miss each other", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    for (let round = 0; round < 40; round++) {
      await desk.queue(post(`card-${round}`, `person-${round}`));
      const [, claimed] = await Promise.all([
        desk.queue(update(`edit-${round}`, `card-${round}`)),
        desk.claim(at(round)),
      ]);
      const seen = claimed.map(wordsOf);
      for (const message of claimed) await desk.settle(message, delivered(message), at(round));
      seen.push(...(await desk.sendAll(at(round))));
      expect(seen.at(-1)).toBe(`edit-${round}`);
    }
  });

  test("a message that is taken back while it waits is never sent", async () => {
    const desk = openOutbox();
    await desk.queue(
      post("thanks", "ana", { dueAt: at(60) }),
      post("other", "ana", { dueAt: at(61) }),
    );
    expect(await desk.queue(retract("gone", "thanks"))).toEqual([true]);
    expect(await desk.find("thanks")).toMatchObject({ state: "cancelled" });
    expect(await desk.sendAll(at(100))).toEqual(["other"]);
  });

  test("a message that is up is changed and taken back by the platform's own id", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana"));
    await desk.sendAll(at(0));
    await desk.queue(update("edit", "card"));
    const [edit] = await desk.claim(at(1));
    const of = { address: toAccount("ana"), handle: "posted:card" };
    expect(edit?.attempt?.delivery).toEqual({ do: "update", of, card: card("edit") });
    if (edit) await desk.settle(edit, delivered(edit), at(1));
    await desk.queue(retract("gone", "card"));
    const [gone] = await desk.claim(at(2));
    expect(gone?.attempt?.delivery).toEqual({ do: "retract", of });
  });

  test("a change of a message that never arrived has nothing to change", async () => {
    const desk = openOutbox();
    await desk.queue(post("card", "ana"));
    const [first] = await desk.claim(at(0));
    if (!first) throw new Error("The card should be due.");
    await desk.queue(update("edit", "card"), update("nothing", "nobody"));
    await desk.settle(first, refused, at(0));
    const claimed = await desk.claim(at(1));
    expect(claimed).toMatchObject([{ attempt: undefined, attempts: 1, kind: "wave_update" }]);
    await expect(desk.find("nothing")).rejects.toThrow("Nothing was queued");
  });

  test("a page is published to the person it belongs to", async () => {
    const desk = openOutbox();
    const to = toAccount("ana");
    const delivery = {
      do: "publish",
      to,
      page: { cards: [card("home")], fallback: "home" },
    } as const;
    await desk.queue({ key: keyed("home"), kind: "reply", delivery, dueAt: at(0) });
    const [page] = await desk.claim(at(0));
    expect(page?.attempt).toEqual({ key: "home", attempt: 1, unsure: false, delivery, at: at(0) });
  });

  test("a NUL in somebody's words does not stop the message", async () => {
    const desk = openOutbox();
    const words = {
      text: "a\0b \\u0000 c",
      fields: [{ label: "\0x", value: "y" }],
      fallback: "\0",
    };
    const delivery = { do: "post", to: toAccount("ana"), card: words } as const;
    await desk.queue({ key: keyed("nul"), kind: "reply", delivery, dueAt: at(0) });
    const [sent] = await desk.claim(at(0));
    const cleaned = { text: "ab \\u0000 c", fields: [{ label: "x", value: "y" }], fallback: "" };
    expect(sent?.attempt?.delivery).toMatchObject({ card: cleaned });
  });

  test("the next wake-up is the earliest waiting message, and a restart frees what was held", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    expect(await place.run(({ outbox }) => outbox.nextDueAt())).toBeUndefined();
    await desk.queue(
      post("later", "ana", { dueAt: at(60) }),
      post("soon", "ben", { dueAt: at(30) }),
    );
    expect(await place.run(({ outbox }) => outbox.nextDueAt())).toEqual(at(30));
    await place.run(({ outbox }) => outbox.claim(claimAt(at(30))));
    expect(await place.run(({ outbox }) => outbox.nextDueAt())).toEqual(at(60));
    expect(await place.run(({ outbox }) => outbox.releaseLeases())).toBe(1);
    expect(keysOf(await desk.claim(at(31)))).toEqual(["soon"]);
  });
});
