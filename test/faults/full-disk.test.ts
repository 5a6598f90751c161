import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { afterAll, expect, test } from "vitest";
import { ask, command, listPeople } from "./playground.ts";
import { endAll, newFolder, start } from "./process.ts";
import { listTwice, queryFile } from "./rows.ts";
import { addPassed } from "./table.ts";

/** The sample district needs about 6 MB: its file and its write-ahead log. */
const DISK = "16m";
const KEPT_FREE = 400 * 1024;
const MOST_TRIES = 400;

const folder = newFolder();
const mounted = mountDisk();

/** Whether a small disk could be put into the folder; only root may. */
function mountDisk(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "tmpfs", folder], {
      stdio: "ignore",
    });
    return true;
  } catch {
    process.stdout.write("full-disk: skipped, this account may not mount a small disk\n");
    return false;
  }
}

afterAll(async () => {
  if (mounted) execFileSync("umount", ["-l", folder], { stdio: "ignore" });
  await endAll();
});

/** Takes all of the disk but `KEPT_FREE` bytes. */
function fillDisk(filler: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - KEPT_FREE)));
}

test.skipIf(!mounted)(
  "a full disk changes nothing, is said in one sentence, and is over once there is space",
  async () => {
    const filler = path.join(folder, "filler");
    const app = await start(folder);
    const [giver] = await listPeople(app.url, "role=pl_lead");
    const principals = await listPeople(app.url, "role=principal&limit=200");
    const thank = async (times: number) => {
      const name = principals[times % principals.length]?.name ?? "";
      const text = `/praise ${name} for showing new teachers morning meeting number ${times}`;
      return await command(app.url, giver?.id ?? "", text);
    };
    fillDisk(filler);

    let posted = 0;
    let refused = "";
    for (let times = 0; times < MOST_TRIES && refused === ""; times++) {
      const reply = await thank(times);
      if (reply.card?.buttons.some(({ action }) => action === "remove-shout-out")) posted += 1;
      else refused = reply.text ?? "";
    }
    expect(refused).toBe(
      "Something went wrong on my side, and nothing was changed. Please try again in a minute.",
    );
    expect((await ask(app.url, "clock")).status).toBe(200);
    expect((await ask(app.url, "people")).status).toBe(200);

    rmSync(filler);
    const again = await thank(MOST_TRIES);
    expect(again.card?.buttons.map(({ action }) => action)).toContain("remove-shout-out");
    process.stdout.write(`full-disk: ${posted} shout-outs before it was full\n`);
    expect((await ask(app.url, `inbox?person=${giver?.id}`)).status).toBe(200);
    app.kill("SIGTERM");
    expect(await app.exited).toEqual({ code: 0, signal: null });
    expect(queryFile(folder, "select count(*) as kept from shout_outs")).toEqual([
      { kept: posted + 1 },
    ]);
    expect(queryFile(folder, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(listTwice(folder)).toEqual([]);
    addPassed("disk full", 1);
  },
);
