import { describe, expect, test } from "vitest";
import { readHalt, saveHalt } from "#usecases/sending-stop.ts";
import { at, keyed, openDesk, post, retract, someone, update } from "./outbox-desk.ts";
import { engines, useStore } from "./store-rig.ts";

const REFUSED = { kind: "refused", reason: "Not there." } as const;

describe.each(engines)("a stop and what became of each send, on %s", (engine) => {
  const rig = useStore(engine);

  test("while all is stopped only replies leave, and changes of what is there already", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    await desk.queue(post("there", "ana"));
    await desk.sendAll(at(1));
    await desk.queue(post("idea", "ana"), post("answer", "ben", { kind: "reply" }));
    await desk.queue(update("better", "there"), retract("gone", "there"));
    const claim = async (changesOnly: boolean) =>
      await place.run(({ outbox }) =>
        outbox.claim({
          platform: "local",
          now: at(5),
          leaseUntil: at(65),
          limit: 100,
          laneMs: 0,
          perSecond: 100,
          changesOnly,
        }),
      );
    const keys = (await claim(true)).map(({ attempt }) => attempt?.key);
    expect([...keys].sort()).toEqual(["answer", "better"]);
    expect(await place.run(({ outbox }) => outbox.nextDueAt(true))).toEqual(at(0));
    expect(await desk.find("idea")).toMatchObject({ state: "waiting" });
  });

  test("a stop is read by whoever asks the database next", async () => {
    const place = rig.fresh();
    expect(await place.run((tx) => readHalt(tx))).toBeUndefined();
    const halt = { since: at(3), by: "person:ida" };
    await place.run((tx) => saveHalt(tx, halt));
    expect(await place.run((tx) => readHalt(tx))).toEqual(halt);
  });

  test("what was sent again counts once, as its last try", async () => {
    const place = rig.fresh();
    const desk = openDesk(place);
    const send = "nudge:2025-W34";
    const recipient = someone("ana");
    await desk.queue(post("a", "ana", { send, recipient }), post("b", "ben", { send }));
    for (const message of await desk.claim(at(1))) {
      const outcome = message.attempt?.key === "a" ? REFUSED : undefined;
      if (outcome) await desk.settle(message, outcome, at(1));
    }
    const read = async () => await place.run(({ outbox }) => outbox.listSends(5));
    expect((await read()).map(({ state, reason, count }) => [state, reason, count]).sort()).toEqual(
      [
        ["leased", "", 1],
        ["refused", "Not there.", 1],
      ],
    );
    expect(await place.run(({ outbox }) => outbox.listRefusedSends(at(0)))).toEqual([
      { send, platform: "local", ended: 1, refused: 1 },
    ]);
    const before = await place.run(({ outbox }) => outbox.findQueued(keyed("a")));
    expect(before).toMatchObject({ key: "a", kind: "nudge", send, recipient });
    await desk.queue(post("a~", "ana", { send, recipient }));
    const states = (await place.run(({ outbox }) => outbox.listSend(send))).map(
      ({ key, state }) => [key, state],
    );
    expect(states).toEqual([
      ["b", "leased"],
      ["a~", "waiting"],
    ]);
    const [waiting] = await place.run(({ outbox }) => outbox.listWaiting(at(9)));
    expect(waiting).toMatchObject({ key: "a~", recipient });
    await place.run(({ outbox }) => outbox.expireOne(waiting?.id ?? "", at(9)));
    expect(await desk.find("a~")).toMatchObject({ state: "expired" });
  });
});
