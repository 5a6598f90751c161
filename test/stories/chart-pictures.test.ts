import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import { pictureUrl } from "#usecases/chart-pictures.ts";
import { addChartRoutes } from "#web/chart-routes.ts";
import { MONDAY, type Opened, openProduct, person, startWorld, type World } from "./answers-rig.ts";

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-pictures-"));
const LINK = { chart: "growth", language: "en" } as const;
const PNG = "89504e470d0a1a0a";

let opened: Opened;
let close: () => Promise<void>;
let world: World;
let other: World;
const web = new Hono();

beforeAll(async () => {
  ({ product: opened, close } = await openProduct(`file:${path.join(folder, "groundswell.db")}`));
  opened.clock.moveTo(MONDAY);
  world = await startWorld(opened, "pictures");
  other = await startWorld(opened, "others");
  for (const each of [world, other])
    await each.run(function* ({ deciding }) {
      yield* deciding.keepDigest(kept("digest:lia:1", "district"));
      yield* deciding.keepDigest(kept("note:ana:1", "principal"));
    });
  addChartRoutes(web, opened);
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const charts = {
  growth: {
    total: 40,
    months: [
      { month: "2025-08", schools: 12 },
      { month: "2025-09", schools: 20 },
    ],
  },
  answers: [],
  inTheWay: [],
  seen: { sites: 0, rooms: 0, looks: [] },
};
const week = {
  ...{
    kind: "district",
    since: "2025-08-11T11:30:00Z",
    asks: [],
    waves: [],
    inTheWay: [],
    seen: [],
  },
  ...{
    trainings: [],
    changes: [],
    calls: [],
    schools: { joined: 20, total: 40, fresh: 0 },
    charts,
  },
  signs: { answered: 0, thanked: 0, tried: 0, practices: [] },
  notLooked: { clusters: [], levels: [], practices: [] },
};
const note = { kind: "principal", site: "oak", since: "", coming: [], waiting: [] };

function kept(id: string, kind: KeptDigest["kind"]): KeptDigest {
  const facts = JSON.stringify(kind === "district" ? week : note);
  const about = { scope: "district", week: "2025-W34", at: MONDAY, reader: person("lia-slack") };
  return { id, kind, facts, ...about };
}

async function addressOf(where: World, digest: string, pagesUrl = "https://pages.example.org") {
  const product = { ...opened, pagesUrl };
  return await where.run((tx) =>
    pictureUrl({ tx, product, now: product.clock.now() }, { ...LINK, digest }),
  );
}

const get = async (address: string) => await web.request(new URL(address).pathname);

test("a signed address shows a picture, says nobody's name or id, and ends after thirty days", async () => {
  const address = (await addressOf(world, "digest:lia:1")) ?? "";
  expect(decodeURIComponent(address)).not.toContain("lia");
  const found = await get(address);
  expect([found.status, found.headers.get("content-type")]).toEqual([200, "image/png"]);
  const bytes = Buffer.from(await found.arrayBuffer());
  expect(bytes.subarray(0, 8).toString("hex")).toBe(PNG);
  opened.clock.moveTo(new Date(MONDAY.getTime() + 30 * 24 * 60 * 60 * 1000));
  expect((await get(address)).status).toBe(404);
  opened.clock.moveTo(MONDAY);
});

test("an address of which anything was changed shows nothing", async () => {
  const address = (await addressOf(world, "digest:lia:1")) ?? "";
  const theirs = (await addressOf(other, "digest:lia:1")) ?? "";
  const [, , place = "", digest = "", file = ""] = new URL(address).pathname.split("/");
  const [, , otherPlace = "", otherDigest = "", otherFile = ""] = new URL(theirs).pathname.split(
    "/",
  );
  const [chart, language, until = "", mark = ""] = file.split(".");
  const forged = [
    [place, digest, file.replace("growth", "answers")],
    [place, digest, file.replace(`.${language}.`, ".es.")],
    [place, digest, file.replace(until, String(Number(until) + 1))],
    [place, digest, file.replace(mark, mark.replace(/./, mark.startsWith("0") ? "1" : "0"))],
    [place, digest, `${chart}.${language}.${until}.png`],
    [otherPlace, digest, file],
    [otherPlace, otherDigest, file],
    [place, otherDigest, otherFile],
    [place, "digest%3Alia%3A1", file],
    ["nowhere", digest, file],
  ];
  const statuses: number[] = [];
  for (const parts of forged)
    statuses.push((await web.request(`/charts/${parts.join("/")}`)).status);
  expect(statuses).toEqual(forged.map(() => 404));
});

test("a principal's note has no picture, and without https there is no address", async () => {
  expect((await get((await addressOf(world, "note:ana:1")) ?? "")).status).toBe(404);
  expect(await addressOf(world, "digest:lia:1", "http://pages.example.org")).toBeUndefined();
  expect(await addressOf(world, "digest:lia:1", "")).toBeUndefined();
});
