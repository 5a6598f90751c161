import { afterAll, beforeAll, expect, test } from "vitest";
import { isPlain } from "#conversation/commands.ts";
import { ProductError } from "#domain/errors.ts";
import { type Right, rights } from "#domain/rights.ts";
import type { Act } from "#usecases/product.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { pageRoutes } from "#web/page-routes.ts";
import type { Server } from "#web/server.ts";
import { deliver, type Inboxes } from "./answers-desk.ts";
import { actorOf, browserOf } from "./page-visitor.ts";
import { printed } from "./records-year.ts";
import { recipes } from "./rights-recipes.ts";
import { startPages } from "./sign-in-rig.ts";
import { createHearing, createPlaygroundOf, ORIGIN, runLine } from "./totals-doors.ts";
import { findTotals } from "./totals-finder.ts";
import { fillThanks, givers, home, linkEverybody, receivers } from "./totals-world.ts";
import {
  type ActorRole,
  actors,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
} from "./two-districts.ts";
import { createUndoneStore } from "./undone-store.ts";

const readers = actors.filter((role) => role !== "leaver");
const ROUNDUP = new Date("2025-08-22T18:00:00Z");
const DIGEST = new Date("2025-08-25T11:30:00Z");

/** What may be in the order of amounts, or hold one, and why. */
const meant: readonly {
  readonly where: RegExp;
  readonly what: "order" | "all";
  readonly why: string;
}[] = [
  {
    where: /^(?:digest|roundup):/,
    what: "order",
    why: "A summary deals its lines anew each week; test/unit/roundup-order.test.ts shows that amounts have no part in it.",
  },
  {
    where: /^records export/,
    what: "order",
    why: "Rows of the records stand in the order of their keys, and one row is one shout-out.",
  },
  {
    where: /^records erase/,
    what: "all",
    why: "Whoever is about to delete all that is somebody's must see that it is all; it is kept nowhere.",
  },
];

let two: TwoDistricts;
let server: Server;

beforeAll(async () => {
  two = await startTwoDistricts();
  await two.product.store.transaction(home, function* (tx) {
    yield* fillThanks(tx);
    yield* linkEverybody(tx);
  });
  server = await startPages(two.product, "");
});
afterAll(async () => {
  await server.stop();
  await two.stop();
});

/** What of an answer tells an amount, with where it was said. */
function look(where: string, answer: unknown): readonly string[] {
  const excepted = meant.filter((each) => each.where.test(where)).map(({ what }) => what);
  if (excepted.includes("all")) return [];
  const found = findTotals(answer, [receivers, givers]);
  const faults = excepted.includes("order") ? found.totals : [...found.totals, ...found.orders];
  return faults.map((fault) => `${where}: ${fault}`);
}

const speaks = (answer: unknown) => JSON.stringify(answer ?? "").includes("home");

test("no use case tells anybody how many thanks somebody gave or got, or puts people in that order", async () => {
  const faults: string[] = [];
  let spoken = 0;
  for (const right of Object.keys(rights).filter((name): name is Right => name in rights)) {
    for (const role of readers) {
      const answer = await attempt(right, role);
      if (speaks(answer)) spoken += 1;
      faults.push(...look(`${right} by ${role}`, answer));
    }
  }
  expect(faults).toEqual([]);
  expect(spoken).toBeGreaterThan(100);
});

async function attempt(right: Right, role: ActorRole): Promise<unknown> {
  const { store } = createUndoneStore(two.product.store);
  const act: Act = { ...ORIGIN, ...actorOf("home", `home-${role}`), eventKey: "e" };
  const product = { ...two.product, store };
  try {
    return await recipes[right].run(product, act, { district: "home", school: "own" });
  } catch (error) {
    if (error instanceof ProductError) return error.message;
    throw error;
  }
}

const typed = [
  ...["help", "status", "mine", "look", "ask choice", "ask", "show", "group", "answer", "delegate"],
  ...["waves", "wave", "why", "calls", "team", "stories", "thanked", "profile", "contact"],
  ...["school home own school", "why home own school", "dashboard"],
];

test("no command tells it, nor the page in the chat", async () => {
  expect(typed.filter((each) => !isPlain(each.split(" ")[0] ?? ""))).toEqual([]);
  const faults: string[] = [];
  const hear = createHearing(two);
  for (const role of readers) {
    for (const text of ["", ...typed]) {
      faults.push(...look(`/pl ${text} by ${role}`, await hear(role, text)));
    }
  }
  expect(faults).toEqual([]);
});

const paths = pageRoutes
  .filter(({ method }) => method === "GET")
  .map(({ path }) => path.replace(":site", siteId("home", "own")).replace(":code", "plate_full"));

test("no page and no file of a page tells it", async () => {
  const faults: string[] = [];
  const statuses: number[] = [];
  for (const role of readers) {
    const browser = await browserOf(two.product, actorOf("home", `home-${role}`), server.url);
    for (const path of paths) {
      const { status, text } = await browser.go(path);
      statuses.push(status);
      faults.push(...look(`${path} of ${role}`, readBody(text)));
    }
  }
  expect(faults).toEqual([]);
  expect(statuses.filter((each) => each === 200).length).toBeGreaterThan(readers.length * 5);
});

const readBody = (text: string): unknown => (text.startsWith("{") ? JSON.parse(text) : text);

test("no roundup, digest, note or question that is sent tells it", async () => {
  const inboxes: Inboxes = new Map();
  const { store } = two.product;
  const rows = [
    { id: "roundup:home-own", campaign: "roundup", subject: "home-own", nextAt: ROUNDUP },
    { id: "nudge:home-own", campaign: "nudge", subject: "home-own", nextAt: ROUNDUP },
    { id: "weekly_ask:home-own", campaign: "weekly_ask", subject: "home-own", nextAt: ROUNDUP },
    { id: "digest", campaign: "digest", subject: "home", nextAt: DIGEST },
    { id: "pulse:home-own", campaign: "pulse", subject: "home-own", nextAt: DIGEST },
    { id: "profile", campaign: "profile", subject: "home", nextAt: DIGEST },
  ] as const;
  await store.transaction(home, function* ({ schedule }) {
    for (const row of rows) yield* schedule.save(row);
  });
  for (const now of [ROUNDUP, DIGEST]) {
    const product = { ...two.product, clock: { now: () => now } };
    await runSchedule(product, home);
    await deliver(product, home, inboxes);
  }
  const sent = [...inboxes].flatMap(([to, cards]) =>
    cards.map(({ key, card }) => ({ to, key, card })),
  );
  expect(sent.flatMap(({ to, key, card }) => look(`${key} to ${to}`, card))).toEqual([]);
  const kinds = new Set(sent.map(({ key }) => key.split(":")[0]));
  expect([...kinds]).toEqual(expect.arrayContaining(["roundup", "digest"]));
});

const commands = [
  "records export --json",
  "records export --type shout_out",
  "records export --type person",
  "records export --person home-staff --type shout_out",
  "records erase --person home-staff",
  "records classes --json",
  "records holds --json",
  "audit list --json",
  "audit verify --json",
];

test("no command of the terminal and no record tells it: a row is one shout-out", async () => {
  const faults: string[] = [];
  for (const command of commands) {
    const text = await printed(async () => await runLine(two, command));
    expect([command, text.length > 0]).toEqual([command, true]);
    faults.push(...look(command, text.startsWith('{"district":') ? readBody(text) : text));
  }
  expect(faults).toEqual([]);
});

const asked = ["people?limit=50", "people?site=home-own", "channels", "clock", "moments"];

test("the playground's API does not tell it", async () => {
  const ask = createPlaygroundOf(two);
  const inboxes = readers.map((role) => `inbox?person=home-${role}`);
  for (const name of [...asked, ...inboxes, "inbox?channel=own-staff"]) {
    const { status, body } = await ask(name);
    expect([name, status]).toEqual([name, 200]);
    expect(look(name, body)).toEqual([]);
  }
});

test("no metric and no health check tells it, or knows anybody", async () => {
  for (const path of ["/metrics", "/healthz", "/readyz"]) {
    const response = await two.app.web.request(`http://127.0.0.1${path}`);
    const text = await response.text();
    expect(look(path, text)).toEqual([]);
    expect(text).not.toMatch(/home[- ](staff|coach|principal|teacher|area_lead|pl_lead)/);
  }
});

test("a total or an order that somebody added would be seen", () => {
  const names = (order: readonly number[]) =>
    order.map((at) => ({ label: receivers[at]?.name ?? "" }));
  const planted = [
    { text: "This month", fields: [{ label: "home staff", value: "137 thank-yous" }] },
    { title: "home coach", text: "You were thanked 83 times.", fallback: "" },
    { text: "home teacher gave 103, and home pl_lead 79.", fallback: "" },
    "person,practice,thanks\nhome-staff,choice,73\n",
    "<tr><th>home principal</th><td>71</td></tr>",
    'praise_given_total{person="home-area_lead"} 109',
    { people: [{ id: "home-coach", count: 83 }] },
    { text: "Thank you", fields: names([0, 1, 2]) },
    "<li>home principal</li><li>home coach</li><li>home staff</li>",
    new Map([["home-staff", 64]]),
  ];
  const seen = planted.map((answer) => look("planted", answer).length > 0);
  expect(seen).toEqual(planted.map(() => true));
  const innocent = [{ fields: names([1, 2, 0]) }, "home staff: room 12, 137th street"];
  expect(innocent.flatMap((answer) => look("innocent", answer))).toEqual([]);
});
