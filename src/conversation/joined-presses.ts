import { type PersonId, type SiteId, toId } from "#domain/ids.ts";
import { type PulseAnswer, pulseAnswers } from "#domain/listening.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { pulseField, pulseForm } from "#messages/pulse-cards.ts";
import {
  LEAST_TEAM,
  MOST_TEAM,
  teamChosenCard,
  teamForm,
  WHY_LENGTH,
  whyForm,
  whyKeptCard,
} from "#messages/team-cards.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import { answerPulse, readAskedPulse } from "#usecases/answer-pulse.ts";
import { chooseTeam, readTeamToChoose } from "#usecases/choose-team.ts";
import { listChosen } from "#usecases/find-colleague.ts";
import { showPulse } from "#usecases/show-pulse.ts";
import { showTeam } from "#usecases/show-team.ts";
import { readWhyLineToChange, writeWhyLine } from "#usecases/write-why-line.ts";
import {
  findPeople,
  lineProblem,
  listOf,
  type Submission,
  type Submit,
  textOf,
} from "./form-lines.ts";
import { say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** What the buttons of a school that said yes do. */
export const joinedPresses = {
  "choose-team": async (talk, value) => await openTeamForm(talk, toId<SiteId>(value)),
  "write-why-line": async (talk, value) => await openWhyForm(talk, toId<SiteId>(value)),
  "answer-pulse": openPulseForm,
} as const satisfies Partial<Record<Action, Press>>;

/** What its forms do. */
export const joinedSubmissions = {
  team: submitTeam,
  "why-line": submitWhyLine,
  pulse: submitPulse,
} as const satisfies Partial<Record<FormId, Submit>>;

/** `/pl team`. */
export async function team({ product, act }: Talk): Promise<Reply> {
  const { words } = product;
  const shown = await showTeam(product, act);
  if (shown.kind === "card") return show(shown.card);
  if (shown.kind === "no_school") return say(words.say("team_no_school", {}));
  return say(words.say("team_not_joined", { school: shown.site.name }));
}

const PULSE = /^(.+?)\s+pulse$/i;

/** `/pl wave Wave 1 pulse`; undefined where it asks for something else. */
export async function wavePulse({ product, act }: Talk, rest: string): Promise<Reply | undefined> {
  const name = PULSE.exec(rest.trim())?.[1];
  const card = name === undefined ? undefined : await showPulse(product, act, name);
  return card && show(card);
}

/** `/pl why-line`, with the line or without. */
export async function whyLine(talk: Talk, rest: string): Promise<Reply> {
  const text = rest.trim();
  if (text === "") return await openWhyForm(talk, undefined);
  const problem = await lineProblem(talk, { text, most: WHY_LENGTH });
  if (problem !== undefined) return say(problem);
  return await keepWhyLine(talk, { site: undefined, text });
}

async function openTeamForm({ product, act }: Talk, site: SiteId): Promise<Reply> {
  const { words } = product;
  const asked = await readTeamToChoose(product, act, site);
  if (!asked.joined) return say(words.say("team_not_joined", { school: asked.site.name }));
  const ids = asked.team.map(({ id }) => id);
  return { kind: "form", form: teamForm(words, asked.site, await listChosen(product, act, ids)) };
}

async function submitTeam(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const errors = (text: string): Reply => ({ kind: "errors", errors: { team: text } });
  const named = await findPeople(talk, listOf(values, "team"));
  if (named.problem !== undefined) return errors(named.problem);
  const people = named.found.map((id) => toId<PersonId>(id));
  const chosen = await chooseTeam(product, act, { site: toId<SiteId>(context), people });
  switch (chosen.kind) {
    case "chosen":
      return show(teamChosenCard(words, chosen.site, chosen.team));
    case "not_joined":
      return say(words.say("team_not_joined", { school: chosen.site.name }));
    case "count": {
      const limits = { least: String(LEAST_TEAM), most: String(MOST_TEAM) };
      return errors(words.say("team_count", limits));
    }
    case "elsewhere": {
      const names = words.list(chosen.names);
      return errors(words.say("team_elsewhere", { school: chosen.site.name, names }));
    }
  }
}

async function openWhyForm({ product, act }: Talk, named: SiteId | undefined): Promise<Reply> {
  const { site, text } = await readWhyLineToChange(product, act, named);
  return { kind: "form", form: whyForm(product.words, site, text) };
}

async function submitWhyLine(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const text = textOf(values, "why");
  const missing = talk.product.words.say("why_missing", {});
  const problem = await lineProblem(talk, { text, most: WHY_LENGTH, missing });
  if (problem !== undefined) return { kind: "errors", errors: { why: problem } };
  return await keepWhyLine(talk, { site: toId<SiteId>(context), text });
}

async function keepWhyLine(
  { product, act }: Talk,
  given: { readonly site: SiteId | undefined; readonly text: string },
): Promise<Reply> {
  await writeWhyLine(product, act, given);
  return show(whyKeptCard(product.words, given.text));
}

async function openPulseForm({ product, act }: Talk, value: string): Promise<Reply> {
  const [site] = readValue(value);
  const asked = await readAskedPulse(product, act, toId<SiteId>(site));
  if (asked.joined) return { kind: "form", form: pulseForm(product.words, value) };
  return say(product.words.say("pulse_gone", { school: asked.site.name }));
}

async function submitPulse(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const fields = words.library.pulse.items.map((_item, at) => pulseField(at));
  const answers = fields.map((field) => answerIn(values, field));
  const missing = fields.filter((_field, at) => answers[at] === undefined);
  if (missing.length > 0) {
    const line = words.say("pulse_missing", {});
    return { kind: "errors", errors: Object.fromEntries(missing.map((field) => [field, line])) };
  }
  const [site, round] = readValue(context);
  const given = { site: toId<SiteId>(site), round, answers: answers.flatMap((one) => one ?? []) };
  const kept = await answerPulse(product, act, given);
  return say(words.say(kept ? "pulse_thanks" : "pulse_over", {}));
}

function answerIn(values: FormValues, field: string): PulseAnswer | undefined {
  const value = textOf(values, field);
  return pulseAnswers.find((answer) => answer === value);
}
