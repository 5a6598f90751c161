import { type ExpeditionId, type PersonId, toId } from "#domain/ids.ts";
import { holds } from "#domain/roster.ts";
import type { SiteLookup } from "#domain/site-names.ts";
import { type BadPlanDay, MOST_VISITORS } from "#domain/visit-life.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { callOffCard, SURE, visitCard, visitsCard } from "#messages/expedition-cards.ts";
import { moveForm, planForm } from "#messages/expedition-forms.ts";
import { skippedCard } from "#messages/heads-up-cards.ts";
import { YES } from "#messages/peer-visit-cards.ts";
import { note } from "#messages/praise-cards.ts";
import type { Reply } from "#ports/chat.ts";
import { cancelExpedition } from "#usecases/cancel-expedition.ts";
import { listExpeditions } from "#usecases/list-expeditions.ts";
import { moveExpedition, readMoveForm, type VisitMoved } from "#usecases/move-expedition.ts";
import { planExpedition, readPlanForm, type VisitPlanned } from "#usecases/plan-expedition.ts";
import { readExpedition } from "#usecases/read-expedition.ts";
import { skipRoom } from "#usecases/skip-room.ts";
import { findPeople, listOf, type Submission, type Submit, textOf } from "./form-lines.ts";
import { orVisitGone } from "./instead.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** Planning a visit, moving it, calling it off, and leaving a room out. */
export const expeditionPresses = {
  "plan-expedition": async (talk) => await openPlanForm(talk),
  "open-expedition": async (talk, value) =>
    await orVisitGone(talk, async () => await open(talk, toId<ExpeditionId>(value))),
  "move-expedition": async (talk, value) =>
    await orVisitGone(talk, async () => await openMoveForm(talk, value)),
  "cancel-expedition": async (talk, value) =>
    await orVisitGone(talk, async () => await callOff(talk, value)),
  "skip-room": skip,
} as const satisfies Partial<Record<Action, Press>>;

/** The forms of planning and moving. */
export const expeditionSubmissions = {
  "plan-expedition": submitPlan,
  "move-expedition": submitMove,
} as const satisfies Partial<Record<FormId, Submit>>;

const PLAN_WORDS: readonly string[] = ["plan", "planear", "new", "nueva"];

/** `/expedition`, `/expedition plan`, `/expedition Oak`; `/pl visit` says the same. */
export async function expedition(talk: Talk, rest: string): Promise<Reply> {
  const { product, act } = talk;
  const typed = rest.trim();
  if (PLAN_WORDS.includes(typed.toLowerCase())) return await openPlanForm(talk);
  const listed = await listExpeditions(product, act, typed);
  if ("kind" in listed) return say(schoolWords(talk, listed, typed));
  return show(visitsCard(product.words, { ...listed, pagesUrl: product.pagesUrl }));
}

function schoolWords(
  { product: { words } }: Talk,
  lookup: Exclude<SiteLookup, { kind: "one" }>,
  name: string,
): string {
  const names = lookup.kind === "several" ? lookup.names.slice(0, MOST_NAMES) : lookup.near;
  return words.say("expedition_unknown", {
    name,
    names: names.length > 0 ? words.list(names) : undefined,
  });
}

const MOST_NAMES = 5;

async function open({ product, act }: Talk, id: ExpeditionId): Promise<Reply> {
  return show(visitCard(product.words, await readExpedition(product, act, id)));
}

async function openPlanForm({ product, act }: Talk): Promise<Reply> {
  const schools = await readPlanForm(product, act);
  // The form carries the visit's id: sent twice it is one visit.
  const id = toId<ExpeditionId>(product.random.id());
  return { kind: "form", form: planForm(product.words, id, schools) };
}

async function submitPlan(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const named = await findPeople(talk, listOf(values, "with"));
  if (named.problem !== undefined) return { kind: "errors", errors: { with: named.problem } };
  const school = textOf(values, "school");
  const planned = await planExpedition(product, act, {
    id: toId<ExpeditionId>(context),
    school,
    day: textOf(values, "day"),
    with: named.found.map((id) => toId<PersonId>(id)),
  });
  if (planned.kind === "planned") return plannedReply(talk, planned, "plan_done");
  return { kind: "errors", errors: planErrors(talk, planned, school) };
}

type PlanProblem = Exclude<VisitPlanned, { kind: "planned" }>;

function planErrors(talk: Talk, problem: PlanProblem, school: string): Record<string, string> {
  const { words } = talk.product;
  switch (problem.kind) {
    case "school":
      return { school: schoolWords(talk, problem.lookup, school) };
    case "day":
      return { day: dayWords(talk, problem, problem.today) };
    case "taken":
      return { day: words.say("plan_taken", { school: problem.site.name }) };
    case "supervises":
      return {
        with: words.say("plan_supervises", {
          school: problem.site.name,
          names: words.list(problem.names),
        }),
      };
    case "visitors":
      return { with: words.say("plan_most", { most: String(MOST_VISITORS) }) };
  }
}

type Done = Extract<VisitPlanned, { kind: "planned" }> | Extract<VisitMoved, { kind: "moved" }>;

/** What was planned, who hears of it and when, and whom nobody can reach. */
function plannedReply(talk: Talk, done: Done, key: "plan_done" | "plan_moved"): Reply {
  const { words, clock } = talk.product;
  const { visit, site, postedAt, hasChannel, told } = done;
  const school = site.name;
  const when = postedAt && words.when(postedAt, clock.now(), site.zone);
  const staff = when
    ? words.say("plan_staff_when", { when })
    : words.say(hasChannel ? "plan_staff_updated" : "plan_no_channel", { school });
  const lines = [
    words.say(key, { school, day: words.day(visit.day) }),
    staff,
    told === 0 ? words.say("plan_nobody_told", { school }) : "",
  ];
  return say(lines.filter((line) => line !== "").join("\n"));
}

/** What is wrong with a day, and the next good one. */
function dayWords({ product: { words } }: Talk, bad: BadPlanDay, today: string): string {
  const { problem, day, good } = bad;
  const date = day === undefined ? undefined : words.comingDay(day, today);
  const reasons = {
    no_day: () => words.say("visit_no_day", {}),
    far: () => words.say("day_far", {}),
    not_later: () => words.say("visit_not_later", {}),
    no_school: () => words.say("visit_no_school", { date }),
    remote: () => words.say("visit_remote", { date }),
    testing: () => words.say("visit_testing", { date }),
    too_soon: () => words.say("plan_too_soon", { day: date }),
  };
  const reason = reasons[problem]();
  if (good === undefined) return reason;
  return words.say("visit_good", { reason, day: words.comingDay(good, today) });
}

async function openMoveForm({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const held = await readMoveForm(product, act, toId<ExpeditionId>(value));
  if (!held) return say(words.say("expedition_over", {}));
  return { kind: "form", form: moveForm(words, held.visit.id, held.site.name) };
}

async function submitMove(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const move = { id: toId<ExpeditionId>(context), day: textOf(values, "day") };
  const moved = await moveExpedition(product, act, move);
  switch (moved.kind) {
    case "moved":
      return plannedReply(talk, moved, "plan_moved");
    case "closed":
      return say(words.say("expedition_over", {}));
    case "taken":
      return {
        kind: "errors",
        errors: { day: words.say("plan_taken", { school: moved.site.name }) },
      };
    case "day":
      return { kind: "errors", errors: { day: dayWords(talk, moved, moved.today) } };
  }
}

async function callOff({ product, act }: Talk, value: string): Promise<Reply> {
  const { words } = product;
  const [named, sure] = readValue(value);
  const id = toId<ExpeditionId>(named);
  if (sure !== SURE) {
    const held = await readMoveForm(product, act, id);
    if (!held) return say(words.say("expedition_over", {}));
    return show(callOffCard(words, { visit: held.visit, school: held.site.name }));
  }
  const held = await cancelExpedition(product, act, id);
  if (!held) return say(words.say("expedition_over", {}));
  const said = { school: held.site.name, day: words.day(held.visit.day) };
  return replace(note(words.say("expedition_off_done", said)));
}

async function skip({ product, act }: Talk, value: string): Promise<Reply> {
  const { words, store } = product;
  const me = await store.read(act.district, (tx) => tx.roster.getPerson(act.person));
  if (holds(me, "principal")) return say(words.say("skip_principal", {}));
  const [named, said] = readValue(value);
  const id = toId<ExpeditionId>(named);
  const skipped = await skipRoom(product, act, { id, skip: said === YES });
  if (skipped.kind === "closed") return say(words.say("skip_over", {}));
  return show(skippedCard(words, id, skipped.kind === "skipped"));
}
