import { schoolYearOf } from "#domain/connections.ts";
import type { NudgeText } from "#domain/content.ts";
import { unlovedOf } from "#domain/idea-tuning.ts";
import type { SiteId } from "#domain/ids.ts";
import { addDays, mondayOf } from "#domain/local-time.ts";
import { chooseNudge, type Nudge } from "#domain/nudge-choice.ts";
import type { NudgeTuning } from "#domain/own-library.ts";
import type { SchoolDays } from "#domain/school-days.ts";
import { seasonsOn } from "#domain/seasons.ts";
import type { SiteChoices } from "#domain/site-choices.ts";
import type { NudgeNotes } from "#messages/idea-cards.ts";
import type { Words } from "#messages/words.ts";
import type { Steps } from "#ports/steps.ts";
import { readChoices } from "./nudge-week.ts";
import { weeksBetween } from "./plan-slot.ts";
import type { Work } from "./product.ts";

/** Whose idea of which week it is. */
export interface Picking {
  /** "site:<id>" or "person:<id>". */
  readonly subject: string;
  /** The local day it is for. */
  readonly day: string;
  readonly schoolDays: SchoolDays;
  readonly audience: Nudge["audience"];
  /** Whose focus and materials count; undefined for the district's own staff. */
  readonly site: SiteId | undefined;
  /** What is read beside it: another idea comes, where there is one. */
  readonly beside?: string | undefined;
  /** What the school chose, where it is known; it is read otherwise. */
  readonly choices?: SiteChoices | undefined;
}

/** An idea, and what its school adds to it. */
export interface Picked {
  readonly nudge: NudgeText;
  readonly notes: NudgeNotes;
}

/**
 * Chooses by season, rarity, focus, variety and what people found, and remembers it: one a week (for
 * principals one in three), and none twice in a school year. Undefined leaves the week blank.
 */
export function* pickNudge(work: Work, picking: Picking): Steps<Picked | undefined> {
  const { subject, day, site } = picking;
  const choices = picking.choices ?? (site && (yield* readChoices(work, site)));
  const nudge = yield* chooseFor(work, { ...picking, choices });
  if (!nudge) return undefined;
  yield* work.tx.praise.addNudgeSent({ subject, nudge: nudge.id, day });
  return { nudge, notes: yield* readNotes(work, nudge, choices) };
}

/** The idea that a school's channel had in the week of a day, or would have; nothing is used up. */
export function* findBeside(work: Work, picking: Picking): Steps<string | undefined> {
  const had = yield* findOfWeek(work, picking);
  if (had) return had.nudge.id;
  const choices = picking.site && (yield* readChoices(work, picking.site));
  return (yield* chooseFor(work, { ...picking, choices }))?.id;
}

function* chooseFor(work: Work, picking: Picking): Steps<NudgeText | undefined> {
  const { tx, product } = work;
  const { subject, day, schoolDays, audience, choices, beside } = picking;
  const { nudges } = product.words.library;
  const sent = yield* tx.praise.listNudgesSent(subject, yearStart(day));
  const free = addDays(mondayOf(day), -7 * weeksBetween(audience));
  if (sent.some((each) => mondayOf(each.day) > free)) return undefined;
  const last = nudges.find(({ id }) => id === sent.at(-1)?.nudge);
  const used = new Set(sent.map((each) => each.nudge));
  const choice = {
    nudges,
    audience,
    seasons: seasonsOn(day, schoolDays),
    testingWeek: schoolDays.isTestingWeek(day),
    lastPractice: last?.practice,
    focus: choices?.focus,
    unloved: unlovedOf(yield* readLately(work, day)),
  };
  const other = beside === undefined ? used : new Set([...used, beside]);
  return chooseNudge({ ...choice, used: other }) ?? chooseNudge({ ...choice, used });
}

/** What a subject was sent in the week of a day; undefined for a blank one, and for an idea that is gone. */
export function* findOfWeek(
  work: Work,
  { subject, day, site }: Pick<Picking, "subject" | "day" | "site">,
): Steps<Picked | undefined> {
  const { tx, product } = work;
  const monday = mondayOf(day);
  const sent = (yield* tx.praise.listNudgesSent(subject, monday)).find(
    (each) => mondayOf(each.day) === monday,
  );
  const nudge = product.words.library.nudges.find(({ id }) => id === sent?.nudge);
  if (!nudge) return undefined;
  const choices = site && (yield* readChoices(work, site));
  return { nudge, notes: yield* readNotes(work, nudge, choices) };
}

/** The same idea in other words. */
export function textIn({ library }: Words, nudge: NudgeText): NudgeText {
  return library.nudges.find(({ id }) => id === nudge.id) ?? nudge;
}

/** The school's own materials, for an idea about materials; and whether its practice is one the school works on. */
function* readNotes(
  work: Work,
  { practice }: NudgeText,
  choices: SiteChoices | undefined,
): Steps<NudgeNotes> {
  if (!choices) return {};
  const site = practice === "content" ? yield* work.tx.roster.findSite(choices.site) : undefined;
  return { materials: site?.coreMaterials, isFocus: choices.focus.includes(practice) };
}

/** What people found in this school year and the one before: a new year does not begin from nothing. */
function* readLately({ tx }: Work, day: string): Steps<readonly NudgeTuning[]> {
  const sums = new Map<string, NudgeTuning>();
  const years = [schoolYearOf(day), schoolYearOf(addDays(yearStart(day), -1))];
  for (const { nudge, useful, notForMe } of yield* tx.serving.listTunings(...years)) {
    const before = sums.get(nudge) ?? { nudge, useful: 0, notForMe: 0 };
    const sum = { useful: before.useful + useful, notForMe: before.notForMe + notForMe };
    sums.set(nudge, { nudge, ...sum });
  }
  return [...sums.values()];
}

/** The first of July before it: whoever moves to a school that begins later reads nothing twice. */
function yearStart(day: string): string {
  return `${schoolYearOf(day).slice(0, 4)}-07-01`;
}
