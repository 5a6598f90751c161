import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toLanguage } from "#domain/language.ts";
import { mention } from "#domain/mentions.ts";
import { parsePraise } from "#domain/praise-text.ts";
import { parseDay } from "#domain/typed-days.ts";
import { readMonth } from "#domain/typed-month.ts";
import english from "#messages/content/en-US.json" with { type: "json" };
import spanish from "#messages/content/es.json" with { type: "json" };
import { formatMessage, placeholdersOf } from "#messages/message-format.ts";
import { wordsIn } from "#test/words.ts";

const { en, es } = wordsIn;

/** What the program reads: equal in every language. */
const CODES: ReadonlySet<string> = new Set(
  `id code core_four practice practices audience kind concern prefer avoid who_can_help values pd_sessions
  nudges contact_roles record_fields forbidden_fields theme_fields field next content_version`.split(
    /\s+/,
  ),
);
/** Words that are the same in both languages. */
const SAME: ReadonlySet<string> = new Set(
  "bot_name role_coach contact_role_coach one_page_session alarm_platform_slack alarm_platform_teams".split(
    " ",
  ),
);
const SLOTS = /\{[^{}]*\}/g;
const WORD = /\p{L}{2,}/u;
const LOUD = /[!¡\u2013\u2014]/;

interface Leaf {
  /** Keys without the places in lists. */
  readonly keys: readonly string[];
  readonly path: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value !== "object" || value === null) {
    const keys = path.filter((key) => !/^\d+$/.test(key));
    return [{ keys, path: path.join("."), value }];
  }
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

const inEnglish = leavesOf(english);
const inSpanish = new Map(leavesOf(spanish).map(({ path, value }) => [path, value]));
const isCode = ({ keys, value }: Leaf): boolean =>
  typeof value !== "string" ||
  CODES.has(keys.at(-1) ?? "") ||
  keys.includes("placeholders") ||
  (keys.includes("pd_sessions") && keys.includes("rule"));
const texts = inEnglish.filter((leaf) => !isCode(leaf));

test("both languages have the same texts in the same order, and nothing else", () => {
  expect([...inSpanish.keys()]).toEqual(inEnglish.map(({ path }) => path));
});

test("ids, numbers and lists of the library are the same, whoever reads it", () => {
  const codes = inEnglish.filter((leaf) => isCode(leaf) && !leaf.keys.includes("placeholders"));
  expect(codes.length).toBeGreaterThan(500);
  const other = codes.filter(({ path, value }) => inSpanish.get(path) !== value);
  expect(other.map(({ path }) => path)).toEqual([]);
});

test("a sentence has the same placeholders in both languages", () => {
  const slots = (text: unknown) => [...placeholdersOf(String(text))].sort();
  for (const { path, value } of texts.filter(({ path: at }) => at.startsWith("bot.texts"))) {
    expect([path, ...slots(inSpanish.get(path))]).toEqual([path, ...slots(value)]);
  }
});

test("nothing that people read is left in English", () => {
  const same = texts.filter(({ path, value }) => inSpanish.get(path) === value);
  const said = same.filter(({ value }) => WORD.test(String(value).replace(SLOTS, "")));
  const left = said.filter(({ keys }) => !SAME.has(keys.at(-1) ?? ""));
  expect(left.map(({ path }) => path)).toEqual([]);
});

test("the bot speaks as calmly in Spanish: no exclamation marks and no dashes", () => {
  const loud = [...inSpanish].filter(([, value]) => LOUD.test(String(value)));
  expect(loud).toEqual([]);
});

test("one school and two schools are counted as each language counts", () => {
  const schools = {
    en: "{count, plural, one {# school} other {# schools}}",
    es: "{count, plural, one {# escuela} other {# escuelas}}",
  };
  const say = (language: "en" | "es", count: string) =>
    formatMessage(schools[language], { count }, language);
  expect(["1", "2"].map((count) => say("en", count))).toEqual(["1 school", "2 schools"]);
  expect(["1", "2"].map((count) => say("es", count))).toEqual(["1 escuela", "2 escuelas"]);
});

test("days, times, months and lists are as people write them", () => {
  expect(en.day("2025-08-18")).toBe("Monday, August 18");
  expect(es.day("2025-08-18")).toBe("lunes 18 de agosto");
  expect(es.fullDay("2025-08-18")).toBe("lunes 18 de agosto de 2025");
  expect([en.time("14:45"), es.time("14:45")]).toEqual(["2:45 PM", "2:45 p.m."]);
  const said = (at: string) => es.when(new Date(at), new Date("2025-08-18T12:00:00Z"), "UTC");
  expect(said("2025-08-18T13:05:00Z")).toBe("hoy a la 1:05 p.m.");
  expect(said("2025-08-19T00:30:00Z")).toBe("mañana a las 12:30 a.m.");
  expect(es.month("2026-02", "2025-08-18")).toBe("febrero de 2026");
  expect([en.list(["Ana", "Inés"]), es.list(["Ana", "Inés"])]).toEqual([
    "Ana and Inés",
    "Ana e Inés",
  ]);
  expect([en, es].map(({ weekday }) => weekday("2025-08-19"))).toEqual(["Tuesday", "martes"]);
});

test("what a wave keeps in our own words is read in each language, and a lead's words stay", () => {
  expect(es.kept("October")).toBe("octubre");
  expect(en.kept("October")).toBe("October");
  expect(es.kept(en.say("time_needed", {}))).toBe(es.say("time_needed", {}));
  expect(es.kept("half an hour")).toBe("half an hour");
});

test.each([
  ["es-MX", "es"],
  ["es", "es"],
  ["en_GB", "en"],
  ["fr-CA", undefined],
  ["", undefined],
])("a program that speaks %j is answered in %s", (locale, language) => {
  expect(toLanguage(locale)).toBe(language);
});

test.each([
  ["6 de octubre", "2025-10-06"],
  ["lunes, 6 de octubre de 2025", "2025-10-06"],
  ["el miércoles", "2025-08-20"],
  ["mañana", "2025-08-19"],
  ["hoy", "2025-08-18"],
  ["mar", undefined],
  ["octubre", undefined],
])("a day typed in Spanish is understood: %s", (typed, day) => {
  expect(parseDay(typed, "2025-08-18")).toBe(day);
});

test.each([
  ["marzo", "2026-03"],
  ["mar", "2026-03"],
  ["enero de 2026", "2026-01"],
  ["sept", "2025-09"],
  ["setembre", undefined],
])("a month typed in Spanish is understood: %s", (typed, month) => {
  expect(readMonth(typed, "2025-08-18")).toBe(month);
});

test.each([
  ["@Ana Ruiz por quedarse tarde", ["Ana Ruiz"], "quedarse tarde"],
  ["Ana y Luis porque ayudaron", ["Ana", "Luis"], "ayudaron"],
  ["Ana e Inés por su ayuda", ["Ana", "Inés"], "su ayuda"],
  ["a Nicole Bauer por su ayuda", ["Nicole Bauer"], "su ayuda"],
  [
    "al equipo de cuarto y a la maestra Ruiz por su ayuda",
    ["equipo de cuarto", "maestra Ruiz"],
    "su ayuda",
  ],
  ["a @Ana y a @Luis por ayudar a Inés", ["Ana", "Luis"], "ayudar a Inés"],
  [
    `a ${mention("U1")} y a ${mention("U2")} por ayudar a Inés`,
    [mention("U1"), mention("U2")],
    "ayudar a Inés",
  ],
  ["Al Green por su ayuda", ["Al Green"], "su ayuda"],
  ["al green for his help", ["al green"], "his help"],
  ["Ana Y. Ruiz for her help", ["Ana Y. Ruiz"], "her help"],
  ["Maria E Lopez for her help", ["Maria E Lopez"], "her help"],
])("praise in Spanish names the same people: %s", (line, names, text) => {
  expect(parsePraise(line)).toEqual({ names, text });
});

test("no two parts of the product give one key two meanings", () => {
  const folder = "src/messages";
  const isPage = (file: string) => file.includes("page");
  const keysIn = (file: string) =>
    [...readFileSync(`${folder}/${file}`, "utf8").matchAll(/^ {2}(\w+): \[/gm)].map(
      ([, key]) => key,
    );
  const files = readdirSync(folder).filter((file) => file.endsWith("slots.ts"));
  for (const some of [files.filter(isPage), files.filter((file) => !isPage(file))]) {
    const keys = some.flatMap(keysIn);
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  }
});
