import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { act, listInvited, openWave, readInbox, toPress } from "#test/faults/playground.ts";
import { endAll, newFolder, start } from "#test/faults/process.ts";
import { countAnswers, queryFile } from "#test/faults/rows.ts";
import { quantile, repeat, report, spread } from "./figures.ts";

const SCHOOLS = 87;
const SECOND_MS = 1000;
const LIVE = "wave-card:%";

afterEach(endAll);

/** Presses of one second; gives how long each waited for its reply. */
async function measure(overMs: number) {
  const folder = newFolder();
  const app = await start(folder);
  const lead = await openWave(app.url);
  const invitations = await listInvited(app.url);
  expect(invitations).toHaveLength(SCHOOLS);
  const from = performance.now();
  const presses = invitations.map(async (invited, at) => {
    await sleep((at * overMs) / invitations.length);
    const pressed = performance.now();
    const reply = await act(app.url, toPress(invited, "yes"));
    expect(reply.kind).toBe("replace");
    return performance.now() - pressed;
  });
  const acks = await Promise.all(presses);
  const allMs = performance.now() - from;
  await readInbox(app.url, `person=${lead.id}`);
  const settledMs = performance.now() - from;
  app.kill("SIGTERM");
  await app.exited;
  return { acks, allMs, settledMs, stored: countAnswers(folder).length, edits: countEdits(folder) };
}

/** Deliveries that changed the lead's live card, the first post aside. */
function countEdits(folder: string): number {
  const [row] = queryFile(
    folder,
    `select count(*) as edits from outbox_messages
     where kind = 'wave_update' and state = 'delivered' and key like '${LIVE}'`,
  );
  return Number(row?.edits);
}

for (const [name, overMs] of [
  ["spread over one second", SECOND_MS],
  ["all at once", 0],
] as const) {
  test(`87 principals answer, ${name}`, async () => {
    const runs = await repeat(async () => await measure(overMs));
    const part = (at: number) => spread(runs.map(({ acks }) => quantile(acks, at)));
    expect(runs.map(({ stored }) => stored)).toEqual(runs.map(() => SCHOOLS));
    report(`87 answers, ${name}`, {
      "acknowledged, least": part(0),
      "acknowledged, p50": part(0.5),
      "acknowledged, p99": part(0.99),
      "acknowledged, most": part(1),
      "all acknowledged after": spread(runs.map(({ allMs }) => allMs)),
      "every card follows after": spread(runs.map(({ settledMs }) => settledMs)),
      "answers stored": spread(
        runs.map(({ stored }) => stored),
        "of 87",
      ),
      "edits of the lead's live card": spread(
        runs.map(({ edits }) => edits),
        "edits",
      ),
    });
  });
}
