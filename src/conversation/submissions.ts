import { isShare } from "#domain/shout-out.ts";
import type { FormId } from "#messages/actions.ts";
import { COACHED, type Draft } from "#messages/praise-form.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import { answerSubmissions } from "./answer-presses.ts";
import { callSubmissions } from "./call-presses.ts";
import {
  type FoundPeople,
  findPeople,
  listOf,
  type Submission,
  type Submit,
  textOf,
} from "./form-lines.ts";
import { joinedSubmissions } from "./joined-presses.ts";
import { pitfallSubmissions } from "./pitfall-submissions.ts";
import { give, objectionTo, showForm, tooLong } from "./praise.ts";
import { profileSubmissions } from "./profile-presses.ts";
import { returnSubmissions } from "./return-presses.ts";
import { shelfSubmissions } from "./shelf-presses.ts";
import { snoozeSubmissions } from "./snooze-commands.ts";
import type { Talk } from "./talk.ts";
import { visitSubmissions } from "./visit-presses.ts";
import { waveSubmissions } from "./wave-presses.ts";

/** What each form does. A form of messages/actions.ts that is missing here does not compile. */
export const submissions = {
  praise: submitPraise,
  ...pitfallSubmissions,
  ...snoozeSubmissions,
  ...returnSubmissions,
  ...visitSubmissions,
  ...answerSubmissions,
  ...callSubmissions,
  ...joinedSubmissions,
  ...shelfSubmissions,
  ...profileSubmissions,
  ...waveSubmissions,
} satisfies Record<FormId, Submit>;

async function submitPraise(talk: Talk, { values, context }: Submission): Promise<Reply> {
  const people = await findPeople(talk, listOf(values, "who"));
  const [id, coached] = splitContext(context);
  const draft = toDraft(values, { id, who: people.found, coached });
  const named = people.problem === undefined ? {} : { who: people.problem };
  const errors = { ...named, ...checkDraft(talk, draft, people) };
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
  { problem }: FoundPeople,
): Readonly<Record<string, string>> {
  const { words } = talk.product;
  const who = whoProblem(talk, draft, problem !== undefined);
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
