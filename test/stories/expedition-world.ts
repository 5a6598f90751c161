import { expect } from "vitest";
import { localDay, toInstant } from "#domain/local-time.ts";
import type { CalendarDay } from "#domain/school-calendar.ts";
import type { Card, Form } from "#ports/card.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import { runSchedule } from "#usecases/run-schedule.ts";
import { cardIn, formIn } from "./answers-desk.ts";
import { site, type World } from "./answers-rig.ts";
import { channelOf } from "./praise-world.ts";

const zone = "America/New_York";
const CHANNEL = "oak-staff";

/** One school with a channel, a lead who plans visits, and time that passes. */
export async function expeditionWorld(world: World, { channel = true } = {}) {
  const { product, district, run } = world;
  if (channel) await run((tx) => tx.roster.saveChannels([channelOf("oak")]));
  const go = async (day: string, time: string): Promise<void> => {
    product.clock.moveTo(toInstant(`${day}T${time}`, zone));
    await runSchedule(product, district);
    await world.deliver();
  };
  const list = async (who: string): Promise<Card> => cardIn(await world.say(who, "/pl visit"));
  const openPlan = async (who: string): Promise<Form> =>
    formIn(await world.press(who, await list(who), "Plan a visit"));
  const opened = async (who: string): Promise<Card> =>
    cardIn(await world.press(who, await list(who), "Open: Oak School"));
  const openRecord = async (who: string): Promise<Form> => {
    const card = await list(who);
    const isFresh = card.buttons?.some(({ label }) => label.startsWith("Record:"));
    if (isFresh) return formIn(await world.press(who, card, "Record:"));
    return formIn(await world.press(who, await opened(who), "Record"));
  };
  return {
    go,
    list,
    opened,
    openPlan,
    openRecord,
    plan: async (who: string, values: FormValues): Promise<Reply> =>
      await world.submit(who, await openPlan(who), { school: "oak", ...values }),
    record: async (who: string, values: FormValues): Promise<Reply> =>
      await world.submit(who, await openRecord(who), values),
    /** Looks at what the staff will read, and finishes. */
    finish: async (who: string): Promise<Card> => {
      const preview = cardIn(await world.press(who, await opened(who), "Finish and show"));
      return cardIn(await world.press(who, preview, "Finish and show"));
    },
    calendar: async (days: readonly CalendarDay[]): Promise<void> =>
      await run((tx) => tx.roster.replaceCalendar(days)),
    posts: (): readonly Card[] =>
      world
        .inbox(CHANNEL)
        .filter(({ key }) => key.startsWith("visit-"))
        .map(({ card }) => card),
    /** What the staff read after the visit that was finished last. */
    report: (): Card => {
      const found = world.inbox(CHANNEL).filter(({ key }) => key.startsWith("visit-report"));
      const last = found.at(-1);
      if (!last) throw new RangeError("No visit is finished.");
      return last.card;
    },
    mail: (who: string): readonly Card[] =>
      world
        .inbox(who)
        .filter(({ key }) => key.startsWith("visit-"))
        .map(({ card }) => card),
    state: async () =>
      await run(function* ({ visiting }) {
        const [visit] = yield* visiting.listExpeditions({ site: site("oak") });
        if (!visit) throw new RangeError("There is no visit.");
        const parts = yield* visiting.listParts(visit.id);
        const looks = yield* visiting.listLooks("2025-01-01");
        return { ...visit, parts, looks, skips: yield* visiting.listSkips(visit.id) };
      }),
    today: () => localDay(product.clock.now(), zone),
  };
}

export type ExpeditionWorld = Awaited<ReturnType<typeof expeditionWorld>>;

/** Everything that somebody reads of a card. */
export function all({ title = "", text, fields = [], context = "" }: Card): string {
  const said = fields.flatMap(({ label, value }) => [label, value]);
  return [title, text, ...said, context].join("\n");
}

/** The only one of a list. */
export function only<T>(list: readonly T[]): T {
  expect(list).toHaveLength(1);
  const [first] = list;
  if (first === undefined) throw new RangeError("The list is empty.");
  return first;
}

/** What is wrong with a form, by field. */
export function errorsIn(reply: Reply): Readonly<Record<string, string>> {
  if (reply.kind === "errors") return reply.errors;
  throw new RangeError(`a reply of kind ${reply.kind} has no errors`);
}
