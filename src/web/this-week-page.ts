import { html } from "hono/html";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import { schoolStates } from "#messages/waves-card.ts";
import type { Call, SchoolTrouble, ThisWeek, WaveSchools } from "#usecases/read-this-week.ts";
import { drawPart, drawSchoolLink, drawText, WEEK_PATH } from "./page-parts.ts";
import { type Markup, ownField } from "./page-shell.ts";

/** More than a lead follows up is counted. */
const MOST_TROUBLED = 20;

/** What a lead does this week, the most urgent first. */
export function drawThisWeek(words: PageWords, week: ThisWeek, csrf: string): Markup {
  const { clusters } = week;
  const scope = clusters && words.say("week_clusters", { names: words.list(clusters) });
  return html`${scope ? drawText(scope) : ""}
${[
  drawPart(words.say("calls_heading", {}), drawCalls(words, week, csrf)),
  drawPart(words.say("questions_heading", {}), drawQuestions(words, week, csrf)),
  drawPart(words.say("waves_heading", {}), drawWaves(words, week)),
  drawPart(words.say("trouble_heading", {}), drawTroubles(words, week)),
  drawPart(words.say("digest_heading", {}), drawDigest(words, week)),
]}
${drawSchools(words, week)}`;
}

function drawCalls(words: PageWords, { calls, today }: ThisWeek, csrf: string): Markup {
  if (calls.length === 0) return drawText(words.say("calls_empty", {}));
  return html`${drawText(words.say("calls_text", {}))}
<ul class="tasks">${calls.map((call) => drawCall(words, call, { csrf, today }))}</ul>`;
}

function drawQuestions(words: PageWords, { questions, today }: ThisWeek, csrf: string): Markup {
  if (questions.length === 0) return drawText(words.say("questions_empty", {}));
  return html`<ul class="tasks">${questions.map((call) => drawCall(words, call, { csrf, today }))}</ul>`;
}

function drawCall(words: PageWords, call: Call, { csrf, today }: Here): Markup {
  const { principals, waitedDays, askedBy, words: asked } = call;
  const lines = [
    words.say(`call_reason_${call.reason}`, { wave_name: call.waveName }),
    askedBy ? words.say("question_by", { person: askedBy }) : callWhom(words, principals),
    waitedDays > 0
      ? words.say("call_waited", { count: String(waitedDays) })
      : words.say("call_new", {}),
    clockWords(words, call.clock, today),
  ].filter((line) => line !== "");
  return html`<li><div><h3>${drawSchoolLink(call.site)}</h3>
${asked ? html`<blockquote>${asked}</blockquote>` : ""}
${lines.map((line) => html`<p class="small">${line}</p>`)}</div>
${call.mayTick ? drawTick(words, call, csrf) : html`<p class="small">${words.say("call_not_yours", {})}</p>`}</li>`;
}

interface Here {
  readonly csrf: string;
  readonly today: string;
}

/** By when somebody should act, in words: it is never marked as a fault. */
function clockWords(words: PageWords, clock: Call["clock"], today: string): string {
  switch (clock.kind) {
    case "none":
      return "";
    case "due_today":
      return words.say("call_due_today", {});
    case "due":
      return words.say("call_due", { day: words.day(clock.day, today) });
    case "overdue":
      return words.say("call_overdue", { day: words.day(clock.since, today) });
  }
}

function callWhom(words: PageWords, principals: readonly string[]): string {
  if (principals.length === 0) return words.say("call_no_principal", {});
  return words.say("call_principals", { names: words.list(principals) });
}

/** What is heard says which school the button is for. */
function drawTick(words: PageWords, { task, reason, site }: Call, csrf: string): Markup {
  const label = words.say(reason === "question" ? "button_answered" : "button_called", {});
  const path = `${WEEK_PATH}/calls/${encodeURIComponent(task)}`;
  return html`<form method="post" action="${path}">${ownField(csrf)}<button>${label} <span class="heard">${site.name}</span></button></form>`;
}

function drawWaves(words: PageWords, week: ThisWeek): Markup {
  const { waves, drafts } = week;
  const ready =
    drafts.length > 0
      ? drawText(words.say("waves_drafts", { names: words.list(drafts) }))
      : undefined;
  if (waves.length === 0) return ready ?? drawText(words.say("waves_empty", {}));
  return html`${waves.map((wave) => drawWave(words, wave, week.today))}
${ready ?? ""}`;
}

function drawWave(words: PageWords, { wave, groups }: WaveSchools, today: string): Markup {
  const drawn = schoolStates
    .filter((kind) => groups[kind].length > 0)
    .map((kind) => {
      const answer = words.say(`answer_${kind}`, {});
      const count = String(groups[kind].length);
      return drawSchoolList(words.say("wave_group", { answer, count }), groups[kind]);
    });
  return html`<h3>${wave.name}</h3>
<p class="small">${waveState(words, wave, today)}</p>
${drawn}`;
}

function waveState(words: PageWords, wave: WaveSchools["wave"], today: string): string {
  if (wave.state === "closed") return words.say("wave_closed", {});
  if (wave.state === "closing") return words.say("wave_closing", {});
  if (!wave.closesOn) return words.say("wave_open", {});
  return words.say("wave_open_until", { day: words.day(wave.closesOn, today) });
}

function drawSchoolList(heading: string, sites: ThisWeek["schools"]): Markup {
  return html`<details><summary>${heading}</summary>
<ul class="schools">${sites.map((site) => html`<li>${drawSchoolLink(site)}</li>`)}</ul></details>`;
}

function drawTroubles(words: PageWords, { troubled, today }: ThisWeek): Markup {
  if (troubled.length === 0) return drawText(words.say("trouble_empty", {}));
  const shown = troubled.slice(0, MOST_TROUBLED);
  const more = troubled.length - shown.length;
  return html`<ul class="tasks">${shown.map((each) => drawTrouble(words, each, today))}</ul>
${more > 0 ? drawText(words.say("trouble_more", { count: String(more) })) : ""}`;
}

function drawTrouble(words: PageWords, trouble: SchoolTrouble, today: string): Markup {
  const { kind, day, name, school } = trouble;
  const ended = endOf(trouble.state);
  const about = [name, school].filter((each) => each !== undefined).join(", ");
  const what = words.say(`kind_${kind}`, {});
  // Whoever cannot be reached is told in person; a channel is opened again.
  const todo = ended === "refused" && trouble.posted ? "todo_channel" : (`todo_${ended}` as const);
  return html`<li><div>
${about === "" ? "" : html`<h3>${about}</h3>`}
<p>${words.say(`trouble_${ended}`, { what, day: words.day(day, today) })}</p>
<p class="small">${words.say(todo, {})}</p></div></li>`;
}

/** What is listed as troubled has ended in one of these. */
function endOf(state: SchoolTrouble["state"]) {
  return state === "refused" || state === "unknown" || state === "expired" ? state : "dead";
}

function drawDigest(words: PageWords, { digest, now, zone, today }: ThisWeek): Markup {
  const { at, asks } = digest;
  if (!at) return drawText(words.say("digest_none", {}));
  const when = drawText(words.say("digest_at", { when: words.moment(at, now, zone) }));
  if (asks.length === 0) return html`${when}${drawText(words.say("digest_asks_nothing", {}))}`;
  const lines = asks.map(({ site, owner, due, overdueSince }) => {
    const day = due && words.day(due, today);
    const since = overdueSince && words.day(overdueSince, today);
    const person = displayName(owner);
    return html`<li>${words.say("ask_call", { school: site.name, person, day, since })}</li>`;
  });
  return html`${when}${drawText(words.say("digest_asks", {}))}<ol>${lines}</ol>`;
}

function drawSchools(words: PageWords, { schools }: ThisWeek): Markup {
  if (schools.length === 0) return html``;
  const heading = words.say("schools_heading", { count: String(schools.length) });
  return html`<section class="quiet">${drawSchoolList(heading, schools)}</section>`;
}
