import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, compose, openBackupDesk } from "#compose";
import { createMovableClock } from "#host/clock.ts";
import { readConfig } from "#host/config.ts";
import type { Reply } from "#ports/chat.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { MONDAY, startWorld, type World } from "./answers-rig.ts";
import { praiseWorld, shownIn } from "./praise-world.ts";

const cy = "oak-cy-slack";
const NAME = "Quaggarine Okapistan";
/** Each stands nowhere else, in another way to write it. */
const HELD = {
  line: "teaching my student Zebrula to read a whole page",
  form: "staying with Marcus until the wombatine page was done",
  edited: "helping the boy who has autism with the narwhalic project",
  vouched: `giving ${NAME} time, and Jayden a lemurine book`,
  plain: "sitting with Deja's brother at the axolotlian table",
};
const MARKS = [
  "Quaggarine",
  "Zebrula",
  "wombatine",
  "narwhalic",
  "lemurine",
  "Jayden",
  "axolotlian",
];
const POSTED = "letting students choose the order of the capybarine tasks";

const folder = mkdtempSync(path.join(tmpdir(), "groundswell-nowhere-"));
const DATABASE_URL = `file:${path.join(folder, "groundswell.db")}`;
const env = { DATABASE_URL, PLAYGROUND: "off", LOG_LEVEL: "debug" };
let app: App;
let world: World;

beforeAll(async () => {
  const log = (line: string) => appendFileSync(path.join(folder, "product.log"), line);
  app = await compose(readConfig(env, folder), { now: () => MONDAY }, log);
  const clock = createMovableClock(MONDAY, { now: () => MONDAY });
  world = await startWorld({ ...app.product, clock }, "nowhere");
  await world.school("oak");
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** Every byte of every file: the database, what is not folded in yet, the copies and the log. */
const files = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile());
const onDisk = (word: string): readonly string[] =>
  files().filter((name) => {
    const bytes = readFileSync(name);
    return [word, word.toLowerCase()].some(
      (each) => bytes.includes(each) || bytes.includes(Buffer.from(each, "utf16le")),
    );
  });
const told = (reply: Reply): string =>
  JSON.stringify([reply, reply.kind === "errors" ? reply.errors : ""]);

test("what is held lies nowhere on disk, however it was typed, and what is posted does", async () => {
  const desk = await praiseWorld(world);
  const note = cardIn(await desk.give(cy, "Ana of oak", POSTED));
  const heard = {
    line: told(await desk.give(cy, "Ana of oak", HELD.line)),
    form: told(await desk.fill(cy, { who: ["oak-ana-slack"], saw: HELD.form })),
    edited: told(await desk.change(cy, note, { saw: HELD.edited })),
  };
  const asked = formIn(await desk.give(cy, "Ana of oak", HELD.vouched));
  const values = { ...shownIn(asked), vouch: [NAME] };
  const vouched = told(await world.submit(cy, asked, values));
  expect(heard.line).toContain("Zebrula");
  // Words that mean nothing to the bot are answered with help, and lie nowhere either.
  expect(told(await world.write(cy, `I saw you ${HELD.plain}`))).toContain("What I can do");
  for (const said of [...Object.values(heard), vouched]) {
    expect(said).toMatch(/may name a student|looks personal|student's name/);
  }
  app.product.log.info("all_was_typed");
  await world.deliver();
  const copy = await openBackupDesk(env).backups.make(path.join(folder, "copy.db"));
  expect(files().some((name) => name.endsWith("-wal"))).toBe(true);
  expect(onDisk("all_was_typed")).toEqual([path.join(folder, "product.log")]);
  expect(onDisk("capybarine")).toContain(copy.file);
  expect(MARKS.flatMap(onDisk)).toEqual([]);
});
