import { html } from "hono/html";
import { localDay } from "#domain/local-time.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import { pauseLine } from "#messages/pause-cards.ts";
import type { Words } from "#messages/words.ts";
import type { ClosedDays, Contact, MySchool, PostedThanks } from "#usecases/read-my-school.ts";
import type { Offer } from "#usecases/read-standing.ts";
import { drawNotLooked } from "./look-part.ts";
import { drawFacts, drawPart, drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";
import { drawDecisions, drawStory } from "./story-parts.ts";
import { drawVisitsAt } from "./visit-list.ts";

/** What a principal looks for between two buses: where the school stands, and what comes next. */
export function drawMySchool(words: PageWords, school: MySchool, bot: Words): Markup {
  return html`${[
    drawPart(words.say("standing_heading", {}), drawStanding(words, school)),
    drawPart(words.say("story_heading", {}), drawStory(words, school.story)),
    drawPart(words.say("next_heading", {}), drawNext(words, school)),
    drawPart(words.say("why_heading", {}), drawDecisions(words, school)),
    drawPauses(bot, school),
    drawPart(words.say("closed_heading", {}), drawClosed(words, school)),
    drawPart(words.say("channel_heading", {}), drawChannel(words, school)),
    drawPart(words.say("thanks_heading", {}), drawThanks(words, school)),
    drawPart(words.say("look_heading", {}), drawNotLooked(words, school.notLooked, bot)),
    drawPart(words.say("visits_at_heading", {}), drawVisitsAt(words, school)),
    drawPart(words.say("contacts_heading", {}), drawContacts(words, school.contacts)),
  ]}`;
}

/** Nothing while there is no pause. */
function drawPauses(bot: Words, { pauses }: MySchool): Markup {
  const lines = pauses.map((pause) => drawText(pauseLine(bot, pause)));
  return lines.length > 0 ? drawPart(bot.say("pause_current", {}), html`${lines}`) : html``;
}

function drawStanding(words: PageWords, { standing, site, today, pages }: MySchool): Markup {
  const { offers, joined } = standing;
  if (offers.length === 0 && !joined) return drawText(words.say("standing_not_asked", {}));
  const day = joined && words.day(localDay(joined.at, site.zone), today);
  const badge =
    joined &&
    html`<p class="badge">${words.say("standing_joined", { wave_name: joined.waveName, day })}</p>`;
  const isOpen = offers.some(({ wave }) => wave.state === "open" || wave.state === "closing");
  const answersHere = pages.schools.some(({ id }) => id === site.id);
  return html`${badge ?? ""}
${offers.map((offer) => drawOffer(words, offer, { site, today }))}
${isOpen && answersHere ? drawText(words.say("offer_how", {})) : ""}`;
}

type Here = Pick<MySchool, "site" | "today">;

function drawOffer(words: PageWords, offer: Offer, { site, today }: Here): Markup {
  const { wave, invitedOn, answer } = offer;
  const on = (day: string) => words.day(day, today);
  const given = answer && on(localDay(answer.at, site.zone));
  const answered =
    answer?.by && given ? words.say("offer_answered_by", { person: answer.by, day: given }) : given;
  const closes = wave.state === "open" ? wave.closesOn : undefined;
  const closed = wave.state === "closed" ? words.say("offer_closed", {}) : undefined;
  return html`<h3>${wave.name}</h3>
${drawFacts([
  {
    name: words.say("offer_answer", {}),
    value: words.say(`answer_${answer?.kind ?? "silent"}`, {}),
  },
  { name: words.say("offer_answered", {}), value: answered },
  {
    name: words.say("offer_invited", {}),
    value: invitedOn ? on(invitedOn) : words.say("offer_on_its_way", {}),
  },
  { name: words.say("offer_closes", {}), value: closes && on(closes) },
  { name: words.say("offer_state", {}), value: closed },
])}`;
}

function drawNext(words: PageWords, { next, now, site }: MySchool): Markup {
  const when = (at: Date | undefined) => at && words.moment(at, now, site.zone);
  const facts = [
    { name: words.say("next_reminder", {}), value: when(next.reminderAt) },
    { name: words.say("next_nudge", {}), value: when(next.nudgeAt) },
    { name: words.say("next_ask", {}), value: when(next.askAt) },
    { name: words.say("next_roundup", {}), value: when(next.roundupAt) },
  ];
  const isQuiet = facts.every(({ value }) => value === undefined);
  return isQuiet ? drawText(words.say("next_none", {})) : drawFacts(facts);
}

function drawClosed(words: PageWords, { closed, lastDay, today }: MySchool): Markup {
  const isAhead = lastDay !== undefined && lastDay >= today;
  if (closed.length === 0 && !isAhead) return drawText(words.say("closed_none", {}));
  const before = closed.filter(({ first }) => !isAhead || first <= lastDay);
  const facts = before.map((days) => ({ name: daysOf(words, days, today), value: days.label }));
  // What the calendar says of days behind it is part of the summer.
  if (isAhead)
    facts.push({ name: words.day(lastDay, today), value: words.say("closed_last_day", {}) });
  return html`${drawFacts(facts)}
${drawText(words.say("closed_text", {}))}`;
}

function daysOf(words: PageWords, { first, last }: ClosedDays, today: string): string {
  if (first === last) return words.day(first, today);
  const range = { first: words.day(first, today), last: words.day(last, today) };
  return words.say("closed_range", range);
}

function drawChannel(words: PageWords, { channel }: MySchool): Markup {
  if (!channel) return drawText(words.say("channel_none", {}));
  const platform = words.say(`platform_${channel.platform}`, {});
  const linked = drawText(words.say("channel_linked", { channel: channel.name, platform }));
  if (!channel.asksOffAt) return linked;
  return html`${linked}${drawText(words.say("channel_asks_off", {}))}`;
}

function drawThanks(words: PageWords, { thanks, today }: MySchool): Markup {
  if (thanks.length === 0) return drawText(words.say("thanks_empty", {}));
  return html`<ul class="thanks">${thanks.map((each) => drawShoutOut(words, each, today))}</ul>`;
}

function drawShoutOut(words: PageWords, thanks: PostedThanks, today: string): Markup {
  const line = words.say("thanks_line", {
    giver: thanks.giver ?? words.say("somebody", {}),
    names: words.list(thanks.receivers),
    day: words.day(thanks.day, today),
  });
  return html`<li><blockquote>${thanks.text}</blockquote>
<p class="small">${line}</p></li>`;
}

function drawContacts(words: PageWords, contacts: readonly Contact[]): Markup {
  if (contacts.length === 0) return drawText(words.say("contacts_none", {}));
  return html`<ul class="plain">${contacts.map((contact) => drawContact(words, contact))}</ul>`;
}

function drawContact(words: PageWords, { role, person }: Contact): Markup {
  const [name, host] = person.email?.split("@") ?? [];
  const address =
    name && host
      ? html`<a href="mailto:${encodeURI(`${name}@${host}`)}">${name}<wbr>@${host}</a>`
      : "";
  return html`<li><p><strong>${displayName(person)}</strong>, ${words.say(`role_${role}`, {})}</p>
${address}</li>`;
}
