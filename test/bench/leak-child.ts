import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";
import Database from "better-sqlite3";
import { createConversation } from "#conversation/create-conversation.ts";
import { type AccountId, toId } from "#domain/ids.ts";
import { toInstant } from "#domain/local-time.ts";
import { createMovableClock } from "#host/clock.ts";
import { rbps } from "#test/stories/replay-desk.ts";
import { zone } from "#test/stories/wave-world.ts";
import { openProduct } from "./bench-product.ts";
import { makeSample } from "./districts.ts";

/** Handles so many events in a process of its own, and tells how much it holds after each part of them. */
const [, , events = "0", parts = "10", one = "5"] = process.argv;
const TOTAL = Number(events);
const EVERY = TOTAL / Number(parts);
const AT_ONCE = 50;
const NEW_OF = Number(one);
const MORNING = toInstant("2026-03-10T10:00", zone);

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-leak-"));
const file = path.join(folder, "leak.db");
await makeSample(`file:${file}`);
const product = await openProduct(`file:${file}`, createMovableClock(MORNING));
const people = await product.store.read(rbps, (tx) => tx.roster.listEverybody());
const beside = new Database(file);
beside.pragma("busy_timeout = 5000");

const onEvent = createConversation({
  product,
  findDistrict: async () => await Promise.resolve(rbps),
  findProfile: async () => await Promise.resolve("nobody"),
});

/** Somebody thanks a colleague. */
async function hear(number: number): Promise<void> {
  const nth = Math.floor(number / NEW_OF);
  const by = people[nth % people.length]?.id ?? "";
  const to = people[(nth + 1) % people.length]?.id ?? "";
  const account = toId<AccountId>(by);
  const at = product.clock.now();
  const origin = { platform: "local", workspace: rbps, account, locale: "en", at } as const;
  const saw = "asking the class what made the project hard and changing it";
  const said = { saw, helped: "", practice: "", value: "", share: "site" };
  const values = { who: [to], ...said };
  const form = { kind: "submit", form: "praise", context: `draft-${nth}|`, values } as const;
  await onEvent({ ...origin, ...form, key: `event-${nth}` });
}

/** What was kept goes, so that the file does not grow: as the nightly purge does, and at once. */
function forget(): void {
  beside.exec(`begin immediate;
    delete from shout_out_receivers; delete from shout_outs; delete from outbox_messages;
    delete from deliveries; delete from seen_events; delete from schedule where id like '%event-%';
    commit`);
}

for (let done = 0; done < TOTAL; ) {
  const until = done + EVERY;
  for (; done < until; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => hear(done + at)));
  }
  const kept = beside.prepare<[], { n: number }>("select count(*) as n from shout_outs").get()?.n;
  forget();
  await turn();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ events: done, heap: heapUsed, rss, kept });
}
beside.close();
await product.store.close();
rmSync(folder, { recursive: true });
process.disconnect();
