import { afterAll, beforeAll, expect, test } from "vitest";
import { ProductError } from "#domain/errors.ts";
import { type Right, rights } from "#domain/rights.ts";
import { systemClock } from "#host/clock.ts";
import { createRandom } from "#host/random.ts";
import type { Store } from "#ports/store.ts";
import { openStore } from "#store/open-store.ts";
import { askCopies, growDistrict } from "./grown-district.ts";
import { recipes } from "./rights-recipes.ts";
import { linkEverybody } from "./totals-world.ts";
import {
  districtId,
  personId,
  schools,
  startTwoDistricts,
  type TwoDistricts,
} from "./two-districts.ts";
import { createUndoneStore } from "./undone-store.ts";

const names = Object.keys(rights).filter((name): name is Right => name in rights);
const roles = ["pl_lead", "area_lead", "principal", "teacher"] as const;
/** So many more, however much is stored: a list that is read in pieces, or prepared one by one while it is short. */
const SLACK = 3;

/** What a use case costs for each message that it queues: writing one is a few statements by nature. */
const A_MESSAGE = 12;

/** Use cases that write something for each school that they act on, and how many statements that is. */
const FOR_EACH_SCHOOL: Readonly<Record<string, number>> = {
  // Its invitation, why it is sent or not, and the reminder that is taken away.
  openWave: 3,
  // Locked, read, taken out, with its timers and its group of messages.
  chooseSites: 6,
};
/** Use cases that read by a list of keys, one statement for each 500: a school has so many keys. */
const KEYS_OF_A_SCHOOL: Readonly<Record<string, number>> = { readMap: 60, showMap: 60 };
const PIECE = 500;

const FEW_COPIES = [0, 1, 2, 3];
const MORE_COPIES = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const MORE_SCHOOLS = MORE_COPIES.length * schools.length;

let two: TwoDistricts;
let store: Store;
const heard: string[] = [];

beforeAll(async () => {
  two = await startTwoDistricts();
  store = await openStore({
    url: two.url,
    migrations: "migrations",
    random: createRandom(systemClock),
    log: two.product.log,
    onStatement: (text) => void heard.push(text),
  });
  await store.transaction(districtId("home"), linkEverybody);
});
afterAll(async () => {
  await store.close();
  await two.stop();
});

interface Cost {
  readonly statements: number;
  readonly queued: number;
  readonly end: string;
}

/** Everything of the district so many times more, and what each use case then costs each role that may do it. */
async function measureWith(copies: readonly number[]): Promise<ReadonlyMap<string, Cost>> {
  growDistrict(two.url.replace("file:", ""), copies);
  await store.transaction(districtId("home"), (tx) => askCopies(tx, copies));
  const costs = new Map<string, Cost>();
  for (const right of names) {
    for (const role of roles) {
      const cost = await measure(right, role);
      if (cost) costs.set(`${right} by a ${role}`, cost);
    }
  }
  return costs;
}

async function measure(right: Right, role: (typeof roles)[number]): Promise<Cost | undefined> {
  const person = personId("home", role);
  const place = { district: districtId("home"), platform: "slack", workspace: "W" } as const;
  const product = { ...two.product, store: createUndoneStore(store).store };
  heard.length = 0;
  const end = await recipes[right]
    .run(product, { ...place, person, eventKey: "e" }, { district: "home", school: "own" })
    .then(() => "done")
    .catch((error: unknown) => {
      if (error instanceof ProductError) return error.code;
      throw error;
    });
  if (end === "NOT_ALLOWED") return undefined;
  const queued = heard.filter((text) => text.startsWith('insert into "outbox_messages"')).length;
  return { statements: heard.length, queued, end };
}

test("no use case asks the database more often because a district has four times as much", async ({
  annotate,
}) => {
  const few = await measureWith(FEW_COPIES);
  const many = await measureWith(MORE_COPIES);
  const grown = [...few].flatMap(([name, before]) => {
    const after = many.get(name) ?? before;
    return after.statements > before.statements + allowed(name, before, after)
      ? [{ name, before, after }]
      : [];
  });
  expect(grown).toEqual([]);
  const heaviest = [...many].toSorted(([, a], [, b]) => b.statements - a.statements).slice(0, 5);
  annotate(`of ${few.size} use cases by role the most: ${heaviest.map(costLine).join(", ")}`);
  // Those that end early say nothing of themselves.
  const done = new Set([...few].filter(([, { end }]) => end === "done").map(rightOf));
  expect(done.size).toBeGreaterThan(names.length * 0.9);
});

/** How many more statements four times as much may cost a use case. */
function allowed(name: string, before: Cost, after: Cost): number {
  const right = rightOf([name, after]);
  const messages = (after.queued - before.queued) * A_MESSAGE;
  const writes = (FOR_EACH_SCHOOL[right] ?? 0) * MORE_SCHOOLS;
  const pieces = Math.ceil(((KEYS_OF_A_SCHOOL[right] ?? 0) * MORE_SCHOOLS) / PIECE);
  return SLACK + messages + writes + pieces;
}

function rightOf([name]: readonly [string, Cost]): string {
  return name.split(" ")[0] ?? "";
}

function costLine([name, { statements }]: readonly [string, Cost]): string {
  return `${name} ${statements}`;
}
