import { afterEach, expect, test } from "vitest";
import { act, listInvited, moveClock, openWave, toPress } from "#test/faults/playground.ts";
import { endAll, newFolder, start } from "#test/faults/process.ts";
import { repeat, report, spread } from "./figures.ts";

afterEach(endAll);

/** Seconds and messages of a month with Wave 1 open; so many schools joined first. */
async function measure(joined: number) {
  const { url, kill, exited } = await start(newFolder());
  await openWave(url);
  const invitations = await listInvited(url);
  for (const invited of invitations.slice(0, joined)) await act(url, toPress(invited, "yes"));
  const from = performance.now();
  const { delivered } = await moveClock(url, { advance: "P30D" });
  const seconds = (performance.now() - from) / 1000;
  kill("SIGTERM");
  await exited;
  return { seconds, delivered };
}

for (const joined of [0, 40]) {
  test(`the clock moves 30 days with Wave 1 open and ${joined} schools in`, async () => {
    const runs = await repeat(async () => await measure(joined));
    for (const { delivered } of runs) expect(delivered).toBeGreaterThan(0);
    report(`30 days, Wave 1 open, ${joined} schools in`, {
      time: spread(
        runs.map(({ seconds }) => seconds),
        "s",
      ),
      delivered: spread(
        runs.map(({ delivered }) => delivered),
        "messages",
      ),
    });
  });
}
