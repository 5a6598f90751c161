import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runErase } from "#cli/records-erase.ts";
import { runExport } from "#cli/records-export.ts";
import { openCommandLine } from "#compose";
import { type DistrictId, type PersonId, type ShoutOutId, toId } from "#domain/ids.ts";
import type { Person } from "#domain/roster.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Address } from "#ports/chat.ts";
import type { QueuedMessage } from "#ports/outbox-rows.ts";
import type { Steps } from "#ports/steps.ts";
import type { Transaction } from "#ports/store.ts";
import { card, keyed, toAccount, toChannel } from "#test/contract/outbox-desk.ts";
import { filesWith, printed } from "#test/stories/records-year.ts";
import { importDistrict } from "#usecases/import-district.ts";
import { repeat, report, spread } from "./figures.ts";

const district = toId<DistrictId>("rbps");
const somebody = toId<PersonId>("rbps-u00001");
const START = Date.parse("2025-08-18T15:00:00Z");
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const WEEKS = 40;
/** Shout-outs of the whole district in a week; one in a hundred is by or for the one person. */
const IN_A_WEEK = 400;
const OWN_IN_A_WEEK = 4;

let folder: string;
let year: string;
let people: readonly Person[];

/** A district's year: thanks, posts, notes and roundups, all of them delivered. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "groundswell-bench-records-"));
  year = path.join(folder, "year.db");
  const line = await openCommandLine({ DATABASE_URL: `file:${year}`, LOG_LEVEL: "silent" });
  const files = await line.readDistrict("sample-district/oneroster-1.2");
  await importDistrict(line.product, files, { dryRun: false, allowRemovals: false });
  const { store } = line.product;
  people = await store.read(district, (tx) => tx.roster.listEverybody());
  for (let week = 0; week < WEEKS; week++) {
    await store.transaction(district, (tx) => liveAWeek(tx, week));
  }
  await line.close();
  const client = new Database(year);
  client.exec("update outbox_messages set state = 'delivered', settled_at = due_at, handle = key");
  client.close();
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true }));

function* liveAWeek(tx: Transaction, week: number): Steps<void> {
  const at = new Date(START + week * WEEK_MS);
  for (let i = 0; i < IN_A_WEEK; i++) yield* thank(tx, toShoutOut(week, i, at));
  const lines = Array.from({ length: 5 }, (_, i) => quote(toShoutOut(week, i, at)));
  const friday = new Date(at.getTime() + WEEK_MS / 2);
  for (let site = 0; site < 87; site++) {
    const more = { kind: "roundup", supersedes: `roundup:s${site}`, dueAt: friday } as const;
    const key = `roundup:s${site}:${week}`;
    yield* tx.outbox.queue(
      toMessage(key, toChannel(`c${site}`), { text: lines.join("\n"), ...more }),
    );
  }
}

type Saying = Omit<QueuedMessage, "key" | "delivery"> & { readonly text: string };

function toMessage(key: string, to: Address, { text, ...more }: Saying): QueuedMessage {
  return { key: keyed(key), delivery: { do: "post", to, card: card(text) }, ...more };
}

function toShoutOut(week: number, i: number, at: Date): ShoutOut {
  const one = people[(week * IN_A_WEEK + i * 7) % people.length]?.id ?? somebody;
  const isOwn = i < OWN_IN_A_WEEK;
  const [giver, receiver] = isOwn && i % 2 === 0 ? [somebody, one] : [one, somebody];
  const id = toId<ShoutOutId>(`so-${week}-${i}`);
  const deed = `${isOwn ? "opening the zebrawood cupboard" : "lending the globe"} ${week}-${i}`;
  const said = { text: `${deed} for every reader in the house`, helped: "", value: "" };
  const receivers = isOwn ? [receiver] : [people[i]?.id ?? somebody];
  return { id, giver, receivers, ...said, practice: "", share: "site", at, week: "2025-W34" };
}

const quote = ({ text }: ShoutOut) => `Somebody thanked somebody: "${text}"`;

function* thank(tx: Transaction, shoutOut: ShoutOut): Steps<void> {
  const { id, at: dueAt } = shoutOut;
  const [recipient = somebody] = shoutOut.receivers;
  const text = quote(shoutOut);
  const post = { kind: "shout_out_post", text, dueAt } as const;
  const note = { kind: "shout_out_direct", text, dueAt, recipient } as const;
  const told = `thanks:${id}:${recipient}`;
  yield* tx.praise.addShoutOut(shoutOut);
  yield* tx.outbox.queue(toMessage(`shout-out:${id}`, toChannel("c1"), post));
  yield* tx.outbox.queue(toMessage(told, toAccount(recipient), note));
  yield* tx.praise.setTelling(id, recipient, keyed(told));
}

async function measure() {
  const own = mkdtempSync(path.join(folder, "run-"));
  const file = path.join(own, "groundswell.db");
  copyFileSync(year, file);
  const line = await openCommandLine({ DATABASE_URL: `file:${file}`, LOG_LEVEL: "silent" });
  const asked = { person: somebody, json: false };
  const from = performance.now();
  await printed(async () => await runExport(line, { ...asked, out: path.join(own, "out") }));
  const exported = performance.now();
  await printed(async () => await runErase(line, { ...asked, yes: true, copies: true }));
  const erased = performance.now();
  await line.close();
  const left = filesWith(own, "zebrawood").filter((name) => !name.startsWith("out"));
  return { exportMs: exported - from, eraseMs: erased - exported, left };
}

test("one person's year is exported and erased, among a whole district's", async () => {
  const runs = await repeat(measure);
  expect(runs.flatMap(({ left }) => left)).toEqual([]);
  const own = OWN_IN_A_WEEK * WEEKS;
  report(`One person's ${own} shout-outs of ${IN_A_WEEK * WEEKS}, exported and erased`, {
    export: spread(runs.map(({ exportMs }) => exportMs)),
    erase: spread(runs.map(({ eraseMs }) => eraseMs)),
  });
});
