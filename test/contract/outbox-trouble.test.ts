import { describe, expect, test } from "vitest";
import type { Outcome } from "#ports/chat.ts";
import { at, openDesk, post, retract, someone, toChannel } from "./outbox-desk.ts";
import { engines, type Place, useStore } from "./store-rig.ts";

const RETRY: Outcome = { kind: "retry", reason: "busy", afterSeconds: 0 };

describe.each(engines)("what was not delivered, on %s", (engine) => {
  const rig = useStore(engine);
  const listed = async (place: Place, since: Date, limit = 10) =>
    await place.run(({ outbox }) => outbox.listTroubled(since, limit));

  test("a lead sees what was refused, is unknown, dead or expired, the newest first", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const refused: Outcome = { kind: "refused", reason: "The channel is archived." };
    const settleAll = async (seconds: number, outcome: Outcome) => {
      for (const message of await desk.claim(at(seconds))) {
        await desk.settle(message, outcome, at(seconds));
      }
    };
    await desk.queue(post("refused", "ana", { recipient: someone("ana") }));
    await settleAll(1, refused);
    await desk.queue(post("unknown", toChannel("staff")));
    await settleAll(2, { kind: "unknown", reason: "No answer." });
    await desk.queue(post("expired", "ben", { expiresAt: at(3) }));
    await place.run(({ outbox }) => outbox.expire(at(3)));
    await desk.queue(post("dead", "cy"));
    for (let seconds = 4; seconds < 10; seconds++) await settleAll(seconds, RETRY);
    await desk.queue(post("there", "dee"));
    await desk.sendAll(at(11));
    await desk.queue(retract("taken back", "there"));
    await settleAll(12, refused);
    const found = await listed(place, at(0));
    expect(found.map(({ key, state }) => [key, state])).toEqual([
      ["dead", "dead"],
      ["expired", "expired"],
      ["unknown", "unknown"],
      ["refused", "refused"],
    ]);
    expect(found.at(-1)).toMatchObject({ recipient: "ana", reason: "The channel is archived." });
    expect(found[2]).toMatchObject({ address: { conversation: { kind: "channel", id: "staff" } } });
    expect(await listed(place, at(3))).toHaveLength(2);
    expect(await listed(place, at(0), 1)).toHaveLength(1);
    expect(await listed(rig.fresh(), at(0))).toEqual([]);
  });

  test("what waits for somebody who pauses waits longer, and what gets too late is taken back", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const recipient = someone("ana");
    await desk.queue(
      post("soon", "ana", { recipient }),
      post("short", "ana", { recipient, expiresAt: at(50) }),
      post("much later", "ana", { recipient, dueAt: at(200) }),
      post("somebody else", "ben", { recipient: someone("ben") }),
    );
    const changed = await place.run(({ outbox }) => outbox.putOffFor(recipient, at(100)));
    expect(changed).toBe(2);
    expect(await desk.sendAll(at(60))).toEqual(["somebody else"]);
    expect(await desk.find("short")).toMatchObject({ state: "cancelled" });
    expect(await desk.sendAll(at(100))).toEqual(["soon"]);
    expect(await desk.find("much later")).toMatchObject({ state: "waiting", dueAt: at(200) });
    expect(await listed(place, at(0))).toEqual([]);
  });

  test("a pause is kept with somebody's other choices", async () => {
    const place = rig.fresh();
    const ana = someone("ana");
    const chosen = { thanks: "school", pausedUntil: at(100) } as const;
    await place.run(function* ({ roster }) {
      yield* roster.savePeople([
        { id: ana, givenName: "Ana", familyName: "Ruiz", active: true, assignments: [] },
      ]);
      yield* roster.savePreferences(ana, chosen);
    });
    expect(await place.run(({ roster }) => roster.getPreferences(ana))).toMatchObject(chosen);
  });
});
