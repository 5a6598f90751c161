import { describe, expect, test } from "vitest";
import type { AccountId } from "#domain/ids.ts";
import { toId } from "#domain/ids.ts";
import { district, leadId, startWaveWorld } from "#test/stories/wave-world.ts";
import { haltByCommand } from "#usecases/halt-sending.ts";
import { resumeByCommand } from "#usecases/resume-sending.ts";
import { post } from "./outbox-desk.ts";
import { createDatabase, engines } from "./store-rig.ts";

const start = new Date("2025-08-18T13:30:00Z");

describe.each(engines)("one stop for all processes, on %s", (engine) => {
  test("whoever stops it anywhere stops it in every process and over a restart, until it goes on", async () => {
    const database = await createDatabase(engine);
    const open = async (fill: boolean) =>
      await startWaveWorld({ start, sites: 1, calendar: [], url: database.url, fill });
    const [one, other] = [await open(true), await open(false)];
    const conversation = { kind: "account", id: toId<AccountId>(leadId) } as const;
    const to = { platform: "local", workspace: district, conversation } as const;
    const { store } = one.product;
    await store.transaction(district, (tx) =>
      tx.outbox.queue(post("idea", to, { recipient: leadId })),
    );
    expect(await haltByCommand(other.product, district)).toBe(true);
    expect(await haltByCommand(one.product, district)).toBe(false);
    await one.loop.runDue();
    await other.loop.runDue();
    expect([...one.sent, ...other.sent]).toEqual([]);
    await one.stop();
    const again = await open(false);
    await again.loop.runDue();
    expect(again.sent).toEqual([]);
    expect(await resumeByCommand(other.product, district)).toEqual({ going: 1, over: 0 });
    await again.loop.runDue();
    expect(again.sent.map(({ key }) => key)).toEqual(["idea"]);
    await Promise.all([other.stop(), again.stop()]);
    await database.remove();
  });
});
