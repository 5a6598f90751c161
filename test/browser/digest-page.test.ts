import { existsSync } from "node:fs";
import process from "node:process";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DistrictFacts } from "#domain/digest-facts.ts";
import { startPages } from "#test/stories/sign-in-rig.ts";
import {
  districtId,
  personId,
  siteId,
  startTwoDistricts,
  type TwoDistricts,
  waveId,
} from "#test/stories/two-districts.ts";
import { sharedVisitId } from "#test/stories/two-visits.ts";
import type { Server } from "#web/server.ts";
import { enter, objections } from "./visit-rig.ts";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const skipped = !(existsSync(CHROMIUM) || process.env.CI);
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
] as const;
const PRINTED = 2;
const PAGE_END = /\/Type\s*\/Page\b/g;

const DIGEST = "/dashboard/digest/digest:2025-W34:everything";
const PAGES = [
  DIGEST,
  `${DIGEST}?print`,
  "/dashboard/map",
  `/dashboard/visits/${sharedVisitId("home", "own")}`,
  "/dashboard/calendar",
  "/dashboard/ideas",
] as const;

let two: TwoDistricts;
let server: Server;
let browser: Browser;

const inTheWay = ["plate_full", "competing_grant", "competing_ib", "new_staff"].map(
  (pitfall, at) => ({
    pitfall,
    sites: 24 - at,
  }),
);

/** A week in which every section and every chart has something to say. */
function everything(): DistrictFacts {
  const wave = waveId("home");
  const owner = personId("home", "pl_lead");
  const site = siteId("home", "own");
  const counts = { yes: 14, not_yet: 9, no: 2, silent: 60, question: 1, later: 1, unasked: 0 };
  return {
    kind: "district",
    since: "2025-08-11T11:30:00.000Z",
    schools: { joined: 14, total: 87, fresh: 3 },
    asks: [
      { kind: "call", site, owner, due: "2025-08-26", overdueSince: "2025-08-21" },
      { kind: "open_wave", wave, owner, due: "2025-08-27" },
    ],
    signs: { answered: 9, thanked: 12, tried: 4, practices: ["choice", "voice"] },
    waves: [{ wave, counts }],
    inTheWay,
    seen: ["L01", "L02", "L03"].map((lookFor) => ({ lookFor, rooms: 9, of: 24, sites: 4 })),
    trainings: [
      { session: "PD1", evidence: [{ kind: "named", pitfalls: ["plate_full"], sites: 6 }] },
    ],
    changes: [],
    calls: [{ site, reason: "call_me", days: 3, overdueSince: "2025-08-21" }],
    notLooked: { clusters: [], levels: ["high"], practices: ["reflection"] },
    plumbing: { delivered: 212, failed: 1, stopped: 1, paused: 1, halted: false },
    charts: {
      growth: {
        total: 87,
        months: ["2025-06", "2025-07", "2025-08"].map((month, at) => ({ month, schools: 4 + at })),
      },
      answers: [{ wave, yes: 14, notYet: 9, no: 2, silent: 62 }],
      inTheWay,
      seen: { sites: 4, rooms: 24, looks: [{ lookFor: "L01", rooms: 9 }] },
    },
  };
}

const overflow = async (page: Page) =>
  await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

async function visit(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  const response = await page.goto(server.url + path);
  expect(response?.status()).toBe(200);
  return page;
}

describe.skipIf(skipped)("pages of figures in a browser", () => {
  beforeAll(async () => {
    two = await startTwoDistricts();
    await two.product.store.transaction(districtId("home"), (tx) =>
      tx.deciding.keepDigest({
        id: "digest:2025-W34:everything",
        kind: "district",
        scope: "district",
        week: "2025-W34",
        at: new Date("2025-08-18T11:30:00Z"),
        facts: JSON.stringify(everything()),
        reader: personId("home", "pl_lead"),
      }),
    );
    server = await startPages(two.product, "");
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await two?.stop();
  });

  test("axe has no objection on a phone or a wide screen, and nothing is hidden at the side", async () => {
    const context = await enter({ browser, two, url: server.url }, "pl_lead");
    for (const path of PAGES) {
      const page = await visit(context, path);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const hidden = await page.evaluate<string[]>(
          `[...document.querySelectorAll("main *")].filter((each) => each.scrollWidth > each.clientWidth + 1
            && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)).map((each) => each.className)`,
        );
        // The same elements stand on a wide screen: one page of each kind is enough there.
        const isAsked = size === SIZES[0] || path === PAGES[0];
        const said = isAsked ? await objections(page) : "";
        const found = [path, size.width, said, await overflow(page), hidden];
        expect(found).toEqual([path, size.width, "", 0, []]);
      }
      await page.close();
    }
    await context.close();
  });

  test("whoever sees no chart hears its sentence and finds its numbers in a table", async () => {
    const context = await enter({ browser, two, url: server.url }, "pl_lead");
    const page = await visit(context, DIGEST);
    const charts = await page.evaluate<{ alt: string; says: string; isDrawn: boolean }[]>(
      `Promise.all([...document.querySelectorAll(".chart")].map(async (chart) => {
        const image = chart.querySelector("img");
        await image.decode();
        return { alt: image.alt, says: chart.querySelector("figcaption").textContent,
          isDrawn: image.currentSrc.endsWith("narrow") && image.naturalWidth <= innerWidth };
      }))`,
    );
    expect(charts).toHaveLength(4);
    for (const { alt, says, isDrawn } of charts) {
      expect([alt.endsWith(says), isDrawn]).toEqual([true, true]);
    }
    const cells = await page.evaluate<string[]>(
      `[...document.querySelectorAll("td")].map((cell) => cell.lastChild.textContent)`,
    );
    const { charts: facts } = everything();
    const [answers] = facts.answers;
    const numbers = [
      ...facts.growth.months.map(({ schools }) => schools),
      ...facts.inTheWay.map(({ sites }) => sites),
      ...facts.seen.looks.map(({ rooms }) => rooms),
      answers?.silent,
    ];
    expect(cells).toEqual(expect.arrayContaining(numbers.map(String)));
    await context.close();
  });

  test("a digest is printed on two pages, each chart whole", async () => {
    const context = await enter({ browser, two, url: server.url }, "pl_lead", {
      viewport: SIZES[1],
      locale: "en-US",
    });
    const page = await visit(context, `${DIGEST}?print`);
    const pdf = await page.pdf({ format: "Letter" });
    expect(pdf.toString("latin1").match(PAGE_END)?.length).toBeLessThanOrEqual(PRINTED);
    await context.close();
  });
});
