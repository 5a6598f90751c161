import { html } from "hono/html";
import { type ExpeditionId, toId } from "#domain/ids.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { type Recorder, readRecorder } from "#usecases/read-recorder.ts";
import { type Recorded, type RecordedPart, recordPart } from "#usecases/record-part.ts";
import type { Visit } from "./dashboard.ts";
import { filePath } from "./page-files.ts";
import { recordHeaders } from "./page-headers.ts";
import { drawText, menuOf } from "./page-parts.ts";
import { type Markup, ownField, renderPage, wordsOf } from "./page-shell.ts";
import { readForm } from "./read-form.ts";
import { readPart, sayProblem } from "./record-form.ts";
import { type Draft, drawFolded, drawStepper, drawTiles, type Fault } from "./recorder-parts.ts";
import { recordPath, VISITS_PATH } from "./visit-paths.ts";

/** `/dashboard/visits/:visit/record`: the one page with a script. Throws NOT_ALLOWED. */
export async function showRecorder(visit: Visit): Promise<Response> {
  const { context } = visit;
  const recorder = await read(visit);
  const words = wordsOf(context);
  const kept = context.req.query("said") === "kept";
  const said = kept ? words.say("record_saved", {}) : undefined;
  const none: Draft = { rooms: 0, observations: [] };
  return await render(visit, recorder, { draft: recorder.mine ?? none, said });
}

/** The same for the script: what everybody recorded so far. Throws NOT_ALLOWED. */
export async function tellRecorder(visit: Visit): Promise<Response> {
  return answerScript(visit, await read(visit), { kind: "read" });
}

/** What somebody recorded, sent by the script or by the plain form. Throws NOT_ALLOWED. */
export async function keepRecorded(visit: Visit): Promise<Response> {
  const { context, product, session } = visit;
  const words = wordsOf(context);
  const form = await readForm(context);
  const lookFors = botOf(visit, words).library.lookFors.map(({ id }) => id);
  const part: RecordedPart = { expedition: visitOf(visit), ...readPart(form, lookFors) };
  const recorded = await recordPart(product, session.actor, part);
  const recorder = await read(visit);
  if (recorded.kind === "kept" && !isScript(visit))
    return context.redirect(`${recordPath(recorder.visit.id)}?said=kept`, 303);
  const fault: Fault | undefined =
    recorded.kind === "problem"
      ? { lookFor: recorded.lookFor, message: sayProblem(words, recorded) }
      : undefined;
  if (isScript(visit)) return answerScript(visit, recorder, { kind: recorded.kind, ...fault });
  const draft = recorded.kind === "older" ? (recorder.mine ?? part) : part;
  return await render(visit, recorder, { draft, fault, said: saidOf(words, recorded.kind) });
}

function saidOf(words: PageWords, kind: Recorded["kind"]) {
  if (kind === "older") return words.say("record_older", {});
  return kind === "closed" ? words.say("record_closed", {}) : undefined;
}

function visitOf({ context }: Visit): ExpeditionId {
  return toId<ExpeditionId>(context.req.param("visit") ?? "");
}

async function read(visit: Visit): Promise<Recorder> {
  return await readRecorder(visit.product, visit.session.actor, visitOf(visit));
}

function botOf({ product }: Visit, words: PageWords): Words {
  return product.wordsIn[words.language];
}

function isScript({ context }: Visit): boolean {
  return context.req.header("accept") === "application/json";
}

interface Answered extends Partial<Fault> {
  readonly kind: "read" | Recorded["kind"];
}

/** Everything the script has to know after each word with us. */
function answerScript(visit: Visit, recorder: Recorder, answered: Answered): Response {
  const words = wordsOf(visit.context);
  const { mine } = recorder;
  const total = tellTotal(words, botOf(visit, words), recorder);
  const { isOpen } = recorder;
  const own = mine && { revision: mine.revision, rooms: mine.rooms, looks: mine.observations };
  return visit.context.json(
    { ...answered, isOpen, csrf: visit.session.csrf, total, mine: own },
    200,
    { ...recordHeaders, "cache-control": "no-store" },
  );
}

interface Total {
  readonly text: string;
  readonly lines: readonly string[];
}

function tellTotal(words: PageWords, bot: Words, { total, visitorCount }: Recorder): Total {
  if (visitorCount === 0) return { text: words.say("record_total_none", {}), lines: [] };
  const { lookFors, expedition } = bot.library;
  const counts = { visitors: String(visitorCount), rooms: String(total.rooms) };
  const looks = String(total.noticed.length);
  return {
    text: words.say("record_total_text", { ...counts, looks }),
    lines: total.noticed.map(({ lookFor, signal, rooms }) =>
      words.say("record_total_look", {
        statement: lookFors.find(({ id }) => id === lookFor)?.statement ?? "",
        signal: expedition.signals.find(({ id }) => id === signal)?.label ?? "",
        count: String(rooms),
        rooms: String(total.rooms),
      }),
    ),
  };
}

interface Shown {
  readonly draft: Draft;
  readonly fault?: Fault | undefined;
  readonly said?: string | undefined;
}

async function render(visit: Visit, recorder: Recorder, shown: Shown): Promise<Response> {
  const { context, session } = visit;
  const words = wordsOf(context);
  const { pages, site } = recorder;
  const path = recordPath(recorder.visit.id);
  const frame = {
    title: words.say("record_title", { school: site.name }),
    status: shown.fault ? (422 as const) : undefined,
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, path).filter((link) => link.path === VISITS_PATH),
    said: shown.said,
    script: "record.js" as const,
  };
  return await renderPage(context, frame, drawRecorder(visit, recorder, shown));
}

function drawRecorder(visit: Visit, recorder: Recorder, { draft, fault }: Shown): Markup {
  const words = wordsOf(visit.context);
  const bot = botOf(visit, words);
  const { lookFors, expedition } = bot.library;
  const { text, lines } = tellTotal(words, bot, recorder);
  return html`${drawFolded(words.say("record_promise", {}), expedition.agreement)}
${drawFolded(
  words.say("record_ask", {}),
  lookFors.map((each) => each.askAStudent),
)}
${drawText(words.say("record_how", {}))}
${recorder.isOpen ? drawForm(visit, recorder, { draft, fault }) : drawText(closedWords(words, recorder))}
<section aria-labelledby="total-heading"><h2 id="total-heading">${words.say("record_total", {})}</h2>
<p id="total-text">${text}</p>
<ul id="total-lines">${lines.map((line) => html`<li>${line}</li>`)}</ul>
</section>
<p class="small">${words.say("record_finish", {})}</p>`;
}

/** Why nothing can be added now. */
function closedWords(words: PageWords, { visit: { state, day }, today }: Recorder): string {
  const isEarly = state === "planned" && day > today;
  return isEarly
    ? words.say("record_early", { day: words.day(day, today) })
    : words.say("record_closed", {});
}

function drawForm(visit: Visit, recorder: Recorder, { draft, fault }: Shown): Markup {
  const words = wordsOf(visit.context);
  const revision = recorder.mine?.revision ?? 0;
  const rooms = {
    name: "rooms",
    label: words.say("record_rooms", {}),
    value: draft.rooms,
    least: 0,
  };
  return html`<form id="record" method="post" action="${recordPath(recorder.visit.id)}" autocomplete="off"
data-worker="${filePath("record-worker.js")}" data-known="${revision}"${drawSayings(words)}>
${ownField(visit.session.csrf)}
<input type="hidden" name="part" value="${recorder.part}">
<input type="hidden" name="revision" value="${revision + 1}">
<p class="small" id="note-help">${words.say("record_note_help", {})}</p>
<div class="rooms">${drawStepper(words, rooms)}
<p class="wrong" id="wrong-">${fault?.lookFor === "" ? fault.message : ""}</p></div>
${drawTiles(words, botOf(visit, words), { draft, fault })}
<div class="bar"><p id="record-status" role="status"></p><button>${words.say("record_save", {})}</button></div>
</form>`;
}

/** What the script says, in the reader's language. */
function drawSayings(words: PageWords): Markup {
  const sayings = [
    html` data-say-new="${words.say("record_status_new", {})}"`,
    html` data-say-phone="${words.say("record_status_phone", {})}"`,
    html` data-say-sending="${words.say("record_status_sending", {})}"`,
    html` data-say-sent="${words.say("record_status_sent", { time: "{time}" })}"`,
    html` data-say-offline="${words.say("record_status_offline", {})}"`,
    html` data-say-session="${words.say("record_status_session", {})}"`,
    html` data-say-closed="${words.say("record_status_closed", {})}"`,
    html` data-say-held="${words.say("record_status_held", {})}"`,
    html` data-say-broken="${words.say("record_status_broken", {})}"`,
    html` data-say-unkept="${words.say("record_status_unkept", {})}"`,
    html` data-say-leave="${words.say("record_leave", {})}"`,
  ];
  return html`${sayings}`;
}
