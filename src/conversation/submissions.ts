import { type SiteId, toId, type WaveId } from "#domain/ids.ts";
import { withoutMentions } from "#domain/mentions.ts";
import { holdLine } from "#domain/praise-coach.ts";
import { isShare } from "#domain/shout-out.ts";
import { MOST_PITFALLS, PREFER_NOT_TO_SAY } from "#domain/wave.ts";
import { type FormId, readValue } from "#messages/actions.ts";
import { QUESTION_LENGTH } from "#messages/invitation-cards.ts";
import { COACHED, type Draft } from "#messages/praise-form.ts";
import type { ChatEvent, FormValues, Reply } from "#ports/chat.ts";
import { askQuestion } from "#usecases/ask-question.ts";
import { findColleague } from "#usecases/find-colleague.ts";
import { namePitfalls } from "#usecases/name-pitfalls.ts";
import { give, objectionTo, showForm, tooLong } from "./praise.ts";
import { answeredReply } from "./presses.ts";
import { say, type Talk } from "./talk.ts";

type Submission = Extract<ChatEvent, { kind: "submit" }>;
type Submit = (talk: Talk, submission: Submission) => Promise<Reply>;

/** What each form does. A form of messages/actions.ts that is missing here does not compile. */
export const submissions = {
  praise: submitPraise,
  pitfalls: submitPitfalls,
  question: submitQuestion,
} satisfies Record<FormId, Submit>;

async function submitPraise(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const people = await findReceivers(talk, listOf(values, "who"));
  const [id, coached] = splitContext(context);
  const draft = toDraft(values, { id, who: people.found, coached });
  const errors = { ...people.errors, ...checkDraft(talk, draft, people) };
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  const objection = await objectionTo(talk, draft);
  if (objection?.kind === "hold") return { kind: "errors", errors: { saw: objection.line } };
  if (objection?.kind === "coach") {
    return await showForm(talk, { ...draft, coached: true }, objection.line);
  }
  return await give(talk, draft);
}

/** The draft's id may hold bars itself; whether it was coached stands last. */
function splitContext(context: string): readonly [string, boolean] {
  const bar = context.lastIndexOf("|");
  return [context.slice(0, Math.max(bar, 0)), context.slice(bar + 1) === COACHED];
}

interface Receivers {
  readonly found: readonly string[];
  readonly errors: { readonly who?: string };
}

/** Ids from the picker and names as typed; a name that is not clear is an error with suggestions. */
async function findReceivers({ product, act }: Talk, typed: readonly string[]): Promise<Receivers> {
  const found: string[] = [];
  for (const name of typed) {
    const lookup = await findColleague(product, act, name);
    if (lookup.kind === "one") found.push(lookup.person.id);
    else {
      const key = lookup.kind === "several" ? "praise_several" : nobodyKey(lookup.options.length);
      const near = lookup.options.map(({ label, hint }) => `${label} (${hint ?? ""})`).join("; ");
      return { found, errors: { who: `${product.words.say(key, { name })} ${near}`.trim() } };
    }
  }
  return { found: [...new Set(found)], errors: {} };
}

function nobodyKey(near: number) {
  return near > 0 ? "praise_unknown" : "praise_unknown_nobody";
}

function toDraft(values: FormValues, known: Pick<Draft, "id" | "who" | "coached">): Draft {
  const share = textOf(values, "share");
  return {
    ...known,
    typed: "",
    saw: textOf(values, "saw"),
    helped: textOf(values, "helped"),
    practice: textOf(values, "practice"),
    value: textOf(values, "value"),
    share: isShare(share) ? share : "site",
  };
}

function checkDraft(
  talk: Talk,
  draft: Draft,
  { errors }: Receivers,
): Readonly<Record<string, string>> {
  const { words } = talk.product;
  const who = whoProblem(talk, draft, errors.who !== undefined);
  return {
    ...(who === undefined ? {} : { who }),
    ...tooLong(talk, draft),
    ...(draft.saw === "" ? { saw: words.say("praise_what_missing", {}) } : {}),
  };
}

function whoProblem({ product, act }: Talk, { who }: Draft, named: boolean): string | undefined {
  if (who.some((id) => id === act.person)) return product.words.say("praise_yourself", {});
  const missing = who.length === 0 && !named;
  return missing ? product.words.say("praise_who_missing", {}) : undefined;
}

async function submitPitfalls(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words, clock } = product;
  const known = new Map(words.library.pitfalls.map(({ code, label }) => [code, label]));
  const codes = [...new Set(listOf(values, "pitfalls"))].filter((code) => known.has(code));
  if (codes.length > MOST_PITFALLS) {
    const most = words.say("pitfall_too_many", { most: String(MOST_PITFALLS) });
    return { kind: "errors", errors: { pitfalls: most } };
  }
  if (codes.length === 0) {
    const name = known.get(PREFER_NOT_TO_SAY);
    return { kind: "errors", errors: { pitfalls: words.say("pitfall_missing", { name }) } };
  }
  const [wave, site] = readValue(context);
  const named = { wave: toId<WaveId>(wave), site: toId<SiteId>(site), codes };
  const thanked = await namePitfalls(product, act, named);
  if (!thanked.at) return say(words.say("pitfall_thanks_only", {}));
  const when = words.when(thanked.at, clock.now(), thanked.zone);
  return say(words.say("pitfall_thanks", { when }));
}

async function submitQuestion(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  const text = textOf(values, "question");
  if (text === "") {
    return { kind: "errors", errors: { question: words.say("question_missing", {}) } };
  }
  if ([...text].length > QUESTION_LENGTH) {
    const most = String(QUESTION_LENGTH);
    return { kind: "errors", errors: { question: words.say("praise_too_long", { most }) } };
  }
  const hold = holdLine(text);
  if (hold) {
    return { kind: "errors", errors: { question: words.library.coachLines[hold] ?? "" } };
  }
  const [wave, site] = readValue(context);
  const asked = { wave: toId<WaveId>(wave), site: toId<SiteId>(site), text };
  return answeredReply(talk, await askQuestion(product, act, asked), "question");
}

function textOf(values: FormValues, field: string): string {
  const value = values[field];
  const text = typeof value === "string" ? value : (value?.[0] ?? "");
  return withoutMentions(text).trim();
}

function listOf(values: FormValues, field: string): readonly string[] {
  const value = values[field] ?? [];
  const list = typeof value === "string" ? [value] : value;
  return list.map((each) => withoutMentions(each).trim()).filter((each) => each !== "");
}
