import { describe, expect, test } from "vitest";
import { at, openDesk, post, someone } from "./outbox-desk.ts";
import { engines, runStatement, useStore } from "./store-rig.ts";

const SENT = 40_000;
const ROUNDS = 100;
/** Reading what was ever sent would take twenty times as long. */
const MOST_MS = 800;

const columns = `district_id, id, key, kind, action, platform, workspace, conversation, lane, urgency,
  card, supersede_key, recipient_id, state, attempts, postponed, reason, due_at, settled_at`;
const values = `'n' || i, 'n' || i, 'nudge', 'post', 'local', 'T1', '{"kind":"account","id":"ana"}',
  'local/T1/account:ana', 1, '{"text":"Hello","fallback":"Hello"}', 'thanks:' || (i % 7), 'p' || i,
  'delivered', 1, false, ''`;

/** Two years of messages that have arrived. */
function history(engine: (typeof engines)[number], district: string): string {
  if (engine === "postgres") {
    return `insert into outbox_messages (${columns}) select '${district}', ${values},
      to_timestamp(i), to_timestamp(i) from generate_series(1, ${SENT}) as i`;
  }
  return `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SENT})
    insert into outbox_messages (${columns}) select '${district}', ${values}, i, i from n`;
}

describe.each(engines)("two years of messages, on %s", (engine) => {
  const rig = useStore(engine);

  test("are not read again when the next round looks for its work", async () => {
    const place = rig.fresh();
    await runStatement(rig.url, history(engine, place.district));
    await openDesk(place).queue(post("m", "ana", { recipient: someone("ana"), dueAt: at(60) }));
    const began = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      expect(await place.run(({ outbox }) => outbox.nextDueAt())).toEqual(at(60));
      expect(await place.run(({ outbox }) => outbox.expire(at(1)))).toBe(0);
      expect(await place.run(({ outbox }) => outbox.findLatest("wave-card"))).toBeUndefined();
    }
    expect(performance.now() - began).toBeLessThan(MOST_MS);
    expect(await place.run(({ outbox }) => outbox.cancelWaitingFor(someone("ana")))).toBe(1);
  });

  test("are told apart by what they replace: the newest is found at once", async () => {
    const place = rig.fresh();
    await runStatement(rig.url, history(engine, place.district));
    const latest = await place.run(({ outbox }) => outbox.findLatest("thanks:3"));
    expect(latest?.id).toBe("n9999");
  });
});
