import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { last, openWave, type Product, startProduct, teacher } from "./playground-rig.ts";

interface Sent {
  readonly kind: string;
  readonly conversation: string;
  readonly at: number;
  readonly supersede_key: string | null;
}

interface Place {
  readonly bells: string;
}

/** Days without school in the thirty days that are played; weekends are found by the calendar. */
const CLOSED = ["2025-09-01"];
const WEEKEND = ["Sat", "Sun"];
const UNBOUND = ["reply", "wave_update"];

let product: Product;
let sent: readonly Sent[];
let bellsOf: ReadonlyMap<
  string,
  { studentStart: string; studentEnd: string; staffStart: string; staffEnd: string }
>;

beforeAll(async () => {
  product = await startProduct();
  await playThirtyDays();
  const db = new Database(path.join(product.folder, "playground.db"), { readonly: true });
  sent = db
    .prepare<[], Sent>(
      `select m.kind, m.conversation, d.at, m.supersede_key from deliveries d
       join outbox_messages m on m.district_id = d.district_id and m.id = d.message_id`,
    )
    .all();
  const rows = db
    .prepare<[], Place & { id: string }>(
      `select p.id, s.bells from persons p join sites s on s.id = p.home_site_id
       union select c.id, s.bells from channels c join sites s on s.id = c.site_id`,
    )
    .all();
  bellsOf = new Map(rows.map(({ id, bells }) => [id, JSON.parse(bells)]));
  db.close();
});
afterAll(async () => await product.stop());

/** Wave 1 opens; every third school says yes, every third names a pitfall, the rest is silent. */
async function playThirtyDays(): Promise<void> {
  await openWave(product);
  await product.moveTo("2025-08-18T14:00:00Z");
  const principals = await product.people("role=principal&limit=200");
  for (const [index, { id }] of principals.entries()) {
    const message = last(await product.inbox(id));
    // The other principal of a school with two may have answered already.
    if (!message.card.buttons?.some(({ label }) => label === "Not yet")) continue;
    if (index % 3 === 0) await product.press(id, message, "Yes");
    if (index % 3 !== 1) continue;
    const { form } = await product.press(id, message, "Not yet");
    if (form) await product.submit(id, form, { pitfalls: ["plate_full"] });
  }
  await product.say(teacher, "/pl start");
  await product.say(
    teacher,
    "/praise @Jun Brânză for showing me the exit slips you sort by mistake",
  );
  await product.advance("P30D");
}

const format = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  weekday: "short",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function local(at: number) {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    weekday: of("weekday"),
    day: `${of("year")}-${of("month")}-${of("day")}`,
    time: `${of("hour")}:${of("minute")}`,
  };
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}

const started = () => sent.filter(({ kind }) => !UNBOUND.includes(kind));
const idOf = ({ conversation }: Sent): string => JSON.parse(conversation).id;

test("thirty days bring every kind of message of the three loops", () => {
  expect([...new Set(sent.map(({ kind }) => kind))].sort()).toEqual([
    "answer_notice",
    "calendar",
    "call_task",
    "connection",
    "digest",
    "invitation",
    "nudge",
    "principal_note",
    "profile_check",
    "reminder",
    "reply",
    "roundup",
    "shout_out_direct",
    "shout_out_post",
    "wave_update",
    "weekly_ask",
  ]);
  expect(started().length).toBeGreaterThan(400);
});

test("nothing that the bot starts is sent on a closed day or a weekend", () => {
  const wrong = started().filter(({ at }) => {
    const { weekday, day } = local(at);
    return WEEKEND.includes(weekday) || CLOSED.includes(day);
  });
  expect(wrong).toEqual([]);
});

test("nothing reaches a person of a school outside staff hours or in the edges of the student day", () => {
  const direct = started().filter((one) => bellsOf.has(idOf(one)) && one.kind !== "call_task");
  expect(direct.length).toBeGreaterThan(300);
  const wrong = direct.filter((one) => {
    const bells = bellsOf.get(idOf(one));
    if (!bells) return true;
    if (one.kind === "roundup" || one.kind === "shout_out_post") {
      return minutes(local(one.at).time) < 7 * 60 || minutes(local(one.at).time) >= 17 * 60;
    }
    const now = minutes(local(one.at).time);
    const { studentStart, studentEnd, staffStart, staffEnd } = bells;
    const open = now >= minutes(staffStart) && now < minutes(staffEnd);
    const first = now >= minutes(studentStart) && now < minutes(studentStart) + 20;
    const lastMinutes = now >= minutes(studentEnd) - 20 && now < minutes(studentEnd);
    return !open || first || lastMinutes;
  });
  expect(wrong).toEqual([]);
});

test("nobody at a school gets more than three messages a week that the bot started, and one channel one idea", () => {
  const counts = new Map<string, number>();
  for (const one of started()) {
    if (one.kind.startsWith("shout_out") || !bellsOf.has(idOf(one))) continue;
    const week = Math.floor((one.at / 86_400_000 + 3) / 7);
    const key = `${idOf(one)} ${week}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
});
