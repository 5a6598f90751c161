import { type SiteId, toId } from "#domain/ids.ts";
import { localDay } from "#domain/local-time.ts";
import { readMonth } from "#domain/typed-month.ts";
import { type FormId, readValue } from "#messages/actions.ts";
import { snoozeForm, snoozeWhichCard } from "#messages/snooze-form.ts";
import type { Reply } from "#ports/chat.ts";
import { listAskedSchools } from "#usecases/list-asked-schools.ts";
import { type Snoozed, snoozeSchool } from "#usecases/snooze-school.ts";
import { startSnooze } from "#usecases/start-snooze.ts";
import { type Submission, type Submit, textOf } from "./form-lines.ts";
import { say, show, type Talk } from "./talk.ts";

const UNTIL = /^(?:until|till|to|hasta|a)\s+/i;

/** The form of a later month. */
export const snoozeSubmissions = {
  snooze: submitSnooze,
} as const satisfies Partial<Record<FormId, Submit>>;

/** "Check back in…": the form with the next twelve months. */
export async function openSnooze({ product, act }: Talk, value: string): Promise<Reply> {
  const [, site] = readValue(value);
  const { id, today } = await startSnooze(product, act, toId<SiteId>(site));
  return { kind: "form", form: snoozeForm(product.words, id, today) };
}

/**
 * `/pl snooze until February`; without a month, or for several schools, a button opens the form: plain words
 * to the bot cannot open one everywhere.
 */
export async function snooze(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const { words, clock } = product;
  const schools = (await listAskedSchools(product, act)).map(({ site }) => site);
  const [school] = schools;
  if (!school) return say(words.say("snooze_nothing", {}));
  const typed = rest.trim().replace(UNTIL, "").trim();
  const today = localDay(clock.now(), school.zone);
  const month = typed === "" ? undefined : readMonth(typed, today);
  if (typed !== "" && !month) return say(words.say("snooze_unknown", { typed }));
  if (schools.length > 1 || !month) return show(snoozeWhichCard(words, schools));
  return snoozedReply(talk, await snoozeSchool(product, act, { site: school.id, month }));
}

async function submitSnooze(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const month = textOf(values, "month");
  const [id] = readValue(context);
  const snoozed = await snoozeSchool(product, act, { site: toId<SiteId>(id), month });
  if (snoozed.kind !== "not_later") return snoozedReply(talk, snoozed);
  return { kind: "errors", errors: { month: product.words.say("snooze_month_missing", {}) } };
}

function snoozedReply({ product: { words } }: Talk, snoozed: Snoozed): Reply {
  switch (snoozed.kind) {
    case "set":
      return say(words.say("snooze_set", { check_back_month: snoozed.month }));
    case "not_later":
      return say(words.say("snooze_month_missing", {}));
    case "joined":
      return say(words.say("snooze_joined", { school: snoozed.site.name }));
    case "nothing":
      return say(words.say("snooze_nothing", {}));
  }
}
