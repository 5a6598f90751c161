import { afterEach, expect, test } from "vitest";
import { setup as bundle } from "#test/faults/bundle.ts";
import { command, listPeople, moveClock, readInbox } from "#test/faults/playground.ts";
import { endAll, newFolder, start } from "#test/faults/process.ts";
import { repeat, report, spread } from "./figures.ts";

afterEach(endAll);

const TEXT = "showing two new teachers how to run morning meeting";

test("from the start to the shout-out in the receiver's inbox", async () => {
  const runs = await repeat(async () => {
    const folder = newFolder();
    const from = performance.now();
    await bundle();
    const { url } = await start(folder);
    const [giver] = await listPeople(url, "role=teacher&limit=1");
    const [receiver] = await listPeople(url, "role=principal&limit=1");
    const typed = performance.now();
    const reply = await command(url, giver?.id ?? "", `/praise ${receiver?.name} for ${TEXT}`);
    const replyMs = performance.now() - typed;
    expect(reply.text).toContain("Posted in");
    await moveClock(url, { advance: "PT1H" });
    const inbox = await readInbox(url, `person=${receiver?.id}`);
    const arrivedMs = performance.now() - from;
    expect(JSON.stringify(inbox)).toContain(TEXT);
    return { replyMs, arrivedMs };
  });
  report("First shout-out", {
    "reply to the giver": spread(runs.map(({ replyMs }) => replyMs)),
    "bundling, start, /praise, receiver's inbox": spread(runs.map(({ arrivedMs }) => arrivedMs)),
  });
});
