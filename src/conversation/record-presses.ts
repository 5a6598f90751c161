import { type ExpeditionId, toId } from "#domain/ids.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import { MOST_ROOMS } from "#domain/visit-part.ts";
import { type Action, type FormId, readValue } from "#messages/actions.ts";
import { finishCard, recordedCard, SURE, visitCard } from "#messages/expedition-cards.ts";
import { countField, countForm, recordForm } from "#messages/expedition-forms.ts";
import { note } from "#messages/praise-cards.ts";
import { reportAsText } from "#messages/report-post.ts";
import { visitLineWords } from "#messages/visit-line-words.ts";
import type { Card } from "#ports/card.ts";
import type { FormValues, Reply } from "#ports/chat.ts";
import { finishExpedition, type VisitFinished } from "#usecases/finish-expedition.ts";
import { readExpedition } from "#usecases/read-expedition.ts";
import { type RecordOpened, readRecordForm } from "#usecases/read-record-form.ts";
import { type ReportEnd, readReport } from "#usecases/read-report.ts";
import { type Recorded, recordPart } from "#usecases/record-part.ts";
import type { Submission, Submit } from "./form-lines.ts";
import { type ReadForm, readCounts, readNoticed } from "./record-values.ts";
import { replace, say, show, type Talk } from "./talk.ts";

type Press = (talk: Talk, value: string) => Promise<Reply>;

/** Writing down what a visit notices, and finishing it. */
export const recordPresses = {
  "record-expedition": async (talk, value) => await openForm(talk, value, recordForm),
  "count-rooms": async (talk, value) => await openForm(talk, value, countForm),
  "finish-expedition": finish,
} as const satisfies Partial<Record<Action, Press>>;

/** Its two forms. */
export const recordSubmissions = {
  "record-expedition": submitRecord,
  "count-rooms": submitCounts,
} as const satisfies Partial<Record<FormId, Submit>>;

type Opened = Extract<RecordOpened, { kind: "open" }>;

async function openForm(talk: Talk, value: string, toForm: typeof recordForm): Promise<Reply> {
  const { product, act } = talk;
  const expedition = toId<ExpeditionId>(value);
  const opened = await readRecordForm(product, act, expedition);
  if (opened.kind !== "open") return notOpen(talk, opened);
  return { kind: "form", form: toForm(product.words, { expedition, mine: opened.mine }) };
}

function notOpen({ product: { words } }: Talk, opened: Exclude<RecordOpened, Opened>): Reply {
  if (opened.kind === "closed") return say(words.say("expedition_over", {}));
  return say(words.say("expedition_early", { day: words.day(opened.visit.day) }));
}

async function submitRecord(talk: Talk, submission: Submission): Promise<Reply> {
  return await submit(talk, submission, ({ mine }) =>
    readNoticed(talk.product.words, submission.values, mine),
  );
}

async function submitCounts(talk: Talk, submission: Submission): Promise<Reply> {
  return await submit(talk, submission, ({ mine }) =>
    readCounts(talk.product.words, submission.values, mine),
  );
}

/** The part and its revision are the form's: the same form sent twice is one. */
async function submit(
  talk: Talk,
  { context, values }: Submission,
  read: (opened: Opened) => ReadForm,
): Promise<Reply> {
  const { product, act } = talk;
  const [id, revision] = readValue(context);
  const expedition = toId<ExpeditionId>(id);
  const opened = await readRecordForm(product, act, expedition);
  if (opened.kind !== "open") return notOpen(talk, opened);
  const said = read(opened);
  if ("errors" in said) return { kind: "errors", errors: said.errors };
  const { part } = opened;
  const sent = { expedition, part, revision: Number(revision), ...said };
  const recorded = await recordPart(product, act, sent);
  if (recorded.kind === "problem") {
    return { kind: "errors", errors: problemOf(talk, recorded, values) };
  }
  if (recorded.kind === "early") return notOpen(talk, { ...opened, kind: "early" });
  return await recordedReply(talk, opened, recorded.kind);
}

async function recordedReply(
  talk: Talk,
  { visit, site }: Opened,
  recorded: Exclude<Recorded["kind"], "problem" | "early">,
): Promise<Reply> {
  const { product, act } = talk;
  const { words } = product;
  if (recorded === "closed") return say(words.say("expedition_over", {}));
  if (recorded === "older") {
    const card = visitCard(words, await readExpedition(product, act, visit.id));
    return show({ ...card, text: words.say("record_kept_before", {}) });
  }
  const { rooms, noticed, pagesUrl } = await readExpedition(product, act, visit.id);
  return show(recordedCard(words, { visit, school: site.name, rooms, noticed, pagesUrl }));
}

function problemOf(
  { product: { words } }: Talk,
  problem: Extract<Recorded, { kind: "problem" }>,
  values: FormValues,
): Record<string, string> {
  if (problem.field === "note") {
    const most = { most: String(MOST_VISIT_LINE) };
    const { held } = problem;
    const said = held ? visitLineWords(words, held) : words.say("praise_too_long", most);
    return { line: said };
  }
  const counted = countField(problem.lookFor);
  const field = values[counted] === undefined ? "rooms" : counted;
  return { [field]: words.say("record_rooms_wrong", { most: String(MOST_ROOMS) }) };
}

/** Asks once more, with what the staff will read; then finishes. */
async function finish(talk: Talk, value: string): Promise<Reply> {
  const { product, act } = talk;
  const [named, sure] = readValue(value);
  const id = toId<ExpeditionId>(named);
  if (sure !== SURE) {
    const read = await readReport(product, act, id);
    if (read.kind !== "report") return say(endWords(talk, read));
    return show(finishCard(product.words, read, read.report));
  }
  const finished = await finishExpedition(product, act, id);
  if (finished.kind !== "finished") return say(endWords(talk, finished));
  return replace(finishedCard(talk, finished));
}

function endWords({ product: { words } }: Talk, end: ReportEnd): string {
  if (end.kind === "closed") return words.say("expedition_over", {});
  if (end.kind === "nothing") return words.say("expedition_nothing", {});
  return words.say("expedition_early", { day: words.day(end.day) });
}

function finishedCard(
  { product: { words, clock } }: Talk,
  { report, school, postedAt, zone, nextOn }: Extract<VisitFinished, { kind: "finished" }>,
): Card {
  const done = words.say("finish_done", { school, day: words.day(nextOn) });
  if (postedAt) {
    const when = words.when(postedAt, clock.now(), zone);
    return note([done, words.say("finish_when", { when })].join("\n"));
  }
  if (!report) return note([done, words.say("finish_no_channel_blind", { school })].join("\n"));
  const card = note([done, words.say("finish_no_channel", { school })].join("\n"));
  const label = words.say("finish_paste", {});
  return { ...card, fields: [{ label, value: reportAsText(words, report) }] };
}
