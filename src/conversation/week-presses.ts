import { type SiteId, toId } from "#domain/ids.ts";
import { fold } from "#domain/names.ts";
import { type NudgeDay, nudgeDays } from "#domain/site-choices.ts";
import { type Action, readValue } from "#messages/actions.ts";
import { nameList } from "#messages/name-list.ts";
import { focusCard, nudgeTimeCard, schoolWeekCard } from "#messages/nudge-day-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { chooseFocus, type WantedFocus } from "#usecases/choose-focus.ts";
import { chooseNudgeDay, showNudgeDay, type WantedDay } from "#usecases/choose-nudge-day.ts";
import { chooseSchoolWeek } from "#usecases/choose-school-week.ts";
import type { NoSchool } from "#usecases/chosen-school.ts";
import { findTyped, practiceIn } from "./show-presses.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;
type Wanted = Parameters<typeof chooseSchoolWeek>[2];

/** Buttons that choose when ideas come, and what a school works on. */
export const weekPresses = {
  "choose-day": async ({ product, act }, value) => {
    const wanted = readDay(value);
    if (wanted === undefined || wanted === "roundup")
      return say(product.words.say("old_button", {}));
    return replace(nudgeTimeCard(product.words, await chooseNudgeDay(product, act, wanted)));
  },
  "choose-school-day": async (talk, value) => {
    const [site, typed] = readValue(value);
    const day = readDay(typed);
    const to = day === "inside" ? "roundup" : day;
    return await schoolWeek(talk, { site: toId<SiteId>(site), place: "", to }, replace);
  },
  "choose-focus": async (talk, value) => {
    const [site, practice] = readValue(value);
    const known = practiceIn(talk, practice);
    return await focusOn(talk, { site: toId<SiteId>(site), place: "", toggle: known }, replace);
  },
} as const satisfies Partial<Record<Action, Press>>;

/** What people call each day, folded. */
const DAYS: Readonly<Record<string, NudgeDay | "inside" | "roundup">> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  lunes: 1,
  martes: 2,
  miercoles: 3,
  jueves: 4,
  viernes: 5,
  digest: "inside",
  inside: "inside",
  note: "inside",
  resumen: "inside",
  nota: "inside",
  roundup: "roundup",
};

/** A day as it is typed in either language, or as a button carries it; undefined for none. */
export function readDay(typed: string): WantedDay | "roundup" | undefined {
  const key = fold(typed);
  const number = nudgeDays.find((day) => String(day) === key);
  return number ?? (Object.hasOwn(DAYS, key) ? DAYS[key] : undefined);
}

const SCHOOL = /^(?:school|escuela)\b\s*/i;
const FOR = /(?:^|\s+)(?:for|para)\s+(.+)$/i;

/** `/pl when`, `/pl when wednesday`, `/pl when school roundup for Oak School`. */
export async function when(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const typed = rest.trim();
  if (SCHOOL.test(typed)) return await whenSchool(talk, typed.replace(SCHOOL, ""));
  if (typed === "") return show(nudgeTimeCard(words, await showNudgeDay(product, act)));
  const day = readDay(typed);
  if (day !== undefined) {
    const wanted = day === "roundup" ? "inside" : day;
    return show(nudgeTimeCard(words, await chooseNudgeDay(product, act, wanted)));
  }
  const card = nudgeTimeCard(words, await showNudgeDay(product, act));
  return show({ ...card, text: words.say("nday_unknown", {}) });
}

async function whenSchool(talk: Talk, typed: string): Promise<Reply> {
  const [, place = ""] = FOR.exec(typed) ?? [];
  const named = typed.replace(FOR, "").trim();
  const day = readDay(named);
  if (named !== "" && day === undefined) return say(talk.product.words.say("nday_unknown", {}));
  return await schoolWeek(talk, { place, to: day === "inside" ? "roundup" : day });
}

async function schoolWeek(talk: Talk, wanted: Wanted, answer = show): Promise<Reply> {
  const { product, act } = talk;
  const chosen = await chooseSchoolWeek(product, act, wanted);
  if ("kind" in chosen) return say(noSchoolWords(talk, chosen, wanted.place));
  return answer(schoolWeekCard(product.words, chosen));
}

const SPACES = /\s+/;
const AND = /\s*(?:,|\s(?:and|y)\s)\s*/i;
const NONE: ReadonlySet<string> = new Set(["none", "off", "ninguna", "nada"]);

/** `/pl focus`, `/pl focus choice, voice for Oak School`, `/pl focus none`. */
export async function focus(talk: Talk, rest: string): Promise<Reply> {
  const [, place = ""] = FOR.exec(rest) ?? [];
  const named = rest.replace(FOR, "").trim();
  if (named === "") return await focusOn(talk, { place });
  if (NONE.has(fold(named))) return await focusOn(talk, { place, set: [] });
  const split = place === "" ? splitPlace(talk, named) : undefined;
  if (split) return await focusOn(talk, { place: split.place, set: [split.practice] });
  const set = new Set<string>();
  for (const name of named.split(AND)) {
    const practice = findTyped(talk, name);
    if (practice === undefined) return say(talk.product.words.say("focus_unknown", { name }));
    set.add(practice);
  }
  return await focusOn(talk, { place, set: [...set] });
}

/** "Oak School choice", "choice Oak School": a practice beside a school, with no word between them. */
function splitPlace(talk: Talk, named: string) {
  const words = named.split(SPACES);
  if (findTyped(talk, named) !== undefined || named.split(AND).length > 1) return undefined;
  for (let at = 1; at < words.length; at++) {
    const [first, last] = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    const ends = findTyped(talk, last);
    if (ends !== undefined) return { place: first, practice: ends };
    const begins = findTyped(talk, first);
    if (begins !== undefined) return { place: last, practice: begins };
  }
  return undefined;
}

async function focusOn(talk: Talk, wanted: WantedFocus, answer = show): Promise<Reply> {
  const { product, act } = talk;
  const chosen = await chooseFocus(product, act, wanted);
  if ("kind" in chosen) {
    const said = noSchoolWords(talk, chosen, wanted.place);
    const isAsked = chosen.kind === "which" || chosen.kind === "district";
    return say(isAsked ? `${said} ${product.words.say("focus_example", {})}` : said);
  }
  return answer(focusCard(product.words, chosen));
}

function noSchoolWords({ product }: Talk, none: NoSchool, name: string): string {
  const { words } = product;
  switch (none.kind) {
    case "district":
      return words.say("school_not_district", {});
    case "which":
      return words.say("school_which", {});
    case "several":
      return words.say("channel_several", { names: nameList(words, none.names) });
    case "unknown":
      return none.near.length > 0
        ? words.say("channel_near", { name, names: words.list(none.near) })
        : words.say("channel_unknown", { name });
  }
}
