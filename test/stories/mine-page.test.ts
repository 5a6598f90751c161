import { afterEach, beforeEach, expect, test } from "vitest";
import { type PersonId, type ShoutOutId, type SiteId, type TryId, toId } from "#domain/ids.ts";
import type { ShoutOut } from "#domain/shout-out.ts";
import type { Server } from "#web/server.ts";
import { MONDAY, useWorlds, type World } from "./answers-rig.ts";
import { browserOf, wordsIn } from "./page-visitor.ts";
import { type Browser, startPages } from "./sign-in-rig.ts";

const who = (name: string) => toId<PersonId>(name);
const ana = who("oak-ana-slack");
const ben = who("oak-ben-teams");
const cy = who("oak-cy-slack");
const PATH = "/dashboard/mine";
const FORMULA = '=HYPERLINK("http://evil.example","x")';
const MARKUP = "<b>patience</b> & <script>alert(1)</script>";
const ELEMENTS = /<(script|b)[ >]/;

let world: World;
let server: Server;
useWorlds((opened) => {
  world = opened.world;
});
beforeEach(async () => {
  server = await startPages(world.product, "");
});
afterEach(async () => await server.stop());

const signedIn = async (person: PersonId): Promise<Browser> => {
  const actor = { district: world.district, person };
  return await browserOf({ ...world.product, pagesUrl: "" }, actor, server.url);
};

function toShoutOut(number: number, more: Partial<ShoutOut>): ShoutOut {
  return {
    id: toId<ShoutOutId>(`so${number}`),
    giver: cy,
    receivers: [ana],
    text: `deed ${number}.`,
    helped: "",
    practice: "",
    value: "",
    share: "site",
    site: toId<SiteId>("oak"),
    at: new Date(MONDAY.getTime() - number * 60_000),
    week: "2025-W34",
    ...more,
  };
}

const keep = async (list: readonly ShoutOut[]): Promise<void> =>
  await world.run(function* (tx) {
    for (const each of list) yield* tx.praise.addShoutOut(each);
  });

test("somebody reads, in either language, all they gave and received, and nobody else's", async () => {
  const both = toShoutOut(1, { receivers: [ana, ben], practice: "choice", helped: MARKUP });
  await keep([both, toShoutOut(2, { giver: ana, receivers: [cy], share: "private" })]);
  await keep([toShoutOut(3, { receivers: [ben], text: "for Ben alone" })]);
  await world.run((tx) => tx.praise.hideShoutOut(both.id, MONDAY, "receiver"));
  const browser = await signedIn(ana);
  const seen = await browser.go(PATH);
  const words = wordsIn(seen);
  expect(words).toContain("deed 1. Cy of oak to Ana of oak and Ben of oak, Monday, August 18");
  expect(words).toContain("What you gave deed 2. Ana of oak to Cy of oak");
  expect(words).toContain("Only between you");
  expect(words).toContain("Hidden from others");
  expect(words).not.toContain("for Ben alone");
  expect(seen.text).not.toMatch(ELEMENTS);
  const spanish = wordsIn(await browser.go(`${PATH}?lang=es`));
  expect(spanish).toContain("Lo que dio");
  expect(spanish).toContain(world.product.wordsIn.es.label("practice", "choice"));
});

test("a teacher, who has no other page, is sent there", async () => {
  const browser = await signedIn(cy);
  expect(await browser.go("/dashboard")).toMatchObject({ status: 303, location: PATH });
  expect(wordsIn(await browser.go(PATH))).toContain("What you received Nothing yet.");
});

test("the files hold the same; no cell is a formula, and spreadsheets see the accents", async () => {
  await keep([toShoutOut(1, { text: FORMULA, helped: "línea 1\r\nlínea 2" })]);
  await keep([toShoutOut(2, { giver: ana, receivers: [ben, cy] })]);
  const browser = await signedIn(ana);
  const csv = await browser.go(`${PATH}.csv`);
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="my-shout-outs.csv"');
  expect(csv.headers.get("cache-control")).toBe("no-store");
  expect(csv.text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(csv.text).toContain("What you gave,2025-08-18,Ana of oak,Ben of oak; Cy of oak,deed 2.,");
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const raw = await fetch(new URL(`${PATH}.csv`, server.url), { headers: { cookie } });
  expect([...new Uint8Array(await raw.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const json: unknown = JSON.parse((await browser.go(`${PATH}.json`)).text);
  expect(json).toMatchObject({
    person: "Ana of oak",
    received: [{ from: "Cy of oak", text: FORMULA }],
    given: [{ to: ["Ben of oak", "Cy of oak"] }],
  });
  const plain = await browser.go(`${PATH}.txt?lang=es`);
  expect(plain.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(plain.text).toContain("Lo que dio\n\nAna of oak a Ben of oak y Cy of oak");
});

test("a long list is read in pieces, and nothing is lost or said twice between them", async () => {
  const LONG = 450;
  await keep(Array.from({ length: LONG }, (_, number) => toShoutOut(number, { at: MONDAY })));
  const { text } = await (await signedIn(ana)).go(`${PATH}.txt`);
  expect(new Set(text.match(/deed \d+\./g)).size).toBe(LONG);
  expect(text.match(/deed \d+\./g)).toHaveLength(LONG);
});

test("what somebody tries is on their own page and in their files, and on nobody else's", async () => {
  const one = { person: ana, practice: "choice", startedAt: MONDAY } as const;
  await world.run(function* ({ serving }) {
    yield* serving.saveTry({ ...one, id: toId<TryId>("t1"), text: MARKUP });
    const outcome = { outcome: "drop", endedAt: MONDAY } as const;
    yield* serving.saveTry({ ...one, ...outcome, id: toId<TryId>("t2"), text: FORMULA });
  });
  const browser = await signedIn(ana);
  const seen = await browser.go(PATH);
  expect(wordsIn(seen)).toContain("What you try Only you can see this.");
  expect(wordsIn(seen)).toContain("since Monday, August 18 · drop");
  expect(seen.text).not.toMatch(ELEMENTS);
  const csv = (await browser.go(`${PATH}.csv`)).text;
  expect(csv).toContain(`What you try,2025-08-18,,,"'=HYPERLINK`);
  expect((await browser.go(`${PATH}.json`)).text).toContain('"outcome": "drop"');
  expect((await browser.go(`${PATH}.txt?lang=es`)).text).toContain("Lo que usted prueba");
  expect(wordsIn(await (await signedIn(ben)).go(PATH))).not.toContain("patience");
});
