import { rmSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "#host/clock.ts";
import { district, runIn, startBackupRig } from "#test/contract/backup-rig.ts";
import { repeat, report, spread } from "./figures.ts";

const ROWS = 300_000;
const BENCH_MS = 300_000;
/** Eight audit entries a school day, for ten years. */
const ENTRIES = 15_000;

/** About 200 megabytes: messages make up most of a real database, and have the most indexes. */
function fill(file: string): void {
  runIn(
    file,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})
     insert into seen_events select '${district}', hex(randomblob(16)), i from n`,
  );
  runIn(
    file,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS / 8})
     insert into settings select '${district}', 'ballast-' || i, hex(randomblob(2000)) from n`,
  );
}

/** How long the event loop was kept at most, while the work ran beside a bot that writes. */
async function watch(write: () => Promise<void>, work: () => Promise<void>) {
  let isOn = true;
  let longest = 0;
  const writing = (async () => {
    while (isOn) {
      const begun = performance.now();
      await write();
      await new Promise((resolve) => setTimeout(resolve, 1));
      longest = Math.max(longest, performance.now() - begun);
    }
  })();
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  isOn = false;
  await writing;
  return { ms, longest };
}

test("a copy of 200 MB, while the bot writes", { timeout: BENCH_MS }, async () => {
  const rig = await startBackupRig(systemClock);
  const { store, backups, file, folder } = rig;
  fill(file);
  await store.transaction(district, function* (tx) {
    for (let number = 0; number < ENTRIES; number++) {
      const said = { actor: "timer", action: "backup_made", subject: "district" } as const;
      yield* tx.audit.append({ ...said, at: new Date(number) });
    }
  });
  let number = 0;
  const write = async (): Promise<void> => {
    number += 1;
    await store.transaction(district, (tx) => tx.roster.saveSetting("number", String(number)));
  };
  const to = path.join(folder, "copy.db");
  let bytes = 0;
  const idle = await repeat(
    async () => await watch(write, async () => await new Promise((done) => setTimeout(done, 1000))),
  );
  const copying = await repeat(async () => {
    rmSync(to, { force: true });
    return await watch(write, async () => {
      bytes = (await backups.make(to)).bytes;
    });
  });
  await rig.close();
  const restoring = await repeat(async () => {
    const begun = performance.now();
    const ready = await backups.prepareRestore(to, true);
    const gone = await ready.finish();
    const ms = performance.now() - begun;
    rmSync(gone ?? "", { force: true });
    return ms;
  });
  expect(statSync(file).size).toBeGreaterThan(100_000_000);
  report(`A copy of ${Math.round(bytes / 1_000_000)} MB`, {
    "copied, read and checked": spread(copying.map(({ ms }) => ms)),
    "longest wait of a write meanwhile": spread(copying.map(({ longest }) => longest)),
    "the same without a copy": spread(idle.map(({ longest }) => longest)),
    "checked and restored": spread(restoring),
  });
  await rig.stop();
});
