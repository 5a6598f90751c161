import { html } from "hono/html";
import type { PageWords } from "#messages/page-words.ts";
import type { SchoolStory, StoryEntry } from "#messages/story-card.ts";
import type { MySchool } from "#usecases/read-my-school.ts";
import { drawFacts, drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";

/** Who a school's people are, and what happened, the newest first. */
export function drawStory(words: PageWords, story: SchoolStory): Markup {
  const { principals, delegates, team, whyLine, snoozedUntil, today, support = [] } = story;
  const named = (names: readonly string[]) => (names.length > 0 ? words.list(names) : undefined);
  const facts = drawFacts([
    { name: words.say("story_principals", {}), value: named(principals) },
    { name: words.say("story_delegates", {}), value: named(delegates) },
    { name: words.say("story_team", {}), value: named(team) },
    { name: words.say("story_why_line", {}), value: whyLine === "" ? undefined : whyLine },
    { name: words.say("story_support", {}), value: support.join(" ") || undefined },
    {
      name: words.say("story_snoozed", {}),
      value: snoozedUntil && words.month(snoozedUntil, today),
    },
  ]);
  const entries = story.entries.filter(({ what }) => what !== "sent");
  if (entries.length === 0) return html`${facts}${drawText(words.say("story_none", {}))}`;
  return html`${facts}
<ul class="plain">${entries.map((entry) => drawEntry(words, entry, today))}</ul>`;
}

function drawEntry(words: PageWords, entry: StoryEntry, today: string): Markup {
  const quote = quoteOf(entry);
  const text = words.say("story_line", {
    day: words.day(entry.on, today),
    text: entryWords(words, entry, today),
  });
  return html`<li><p>${text}</p>${quote === "" ? "" : html`<blockquote>${quote}</blockquote>`}</li>`;
}

/** What somebody wrote, in the language they wrote it in. */
function quoteOf(entry: StoryEntry): string {
  if (entry.what === "called") return entry.line;
  return entry.what === "answered" ? entry.own : "";
}

function entryWords(words: PageWords, entry: StoryEntry, today: string): string {
  switch (entry.what) {
    case "asked":
      return words.say(entry.again ? "story_asked_again" : "story_asked", {
        wave_name: entry.waveName,
      });
    case "answered":
      return answerWords(words, entry);
    case "called":
      return words.say("story_called", { person: entry.by });
    case "asked_back":
      return words.say("story_asked_back", {});
    case "dates":
      return words.say("story_dates", {
        names: words.list(entry.days.map((day) => words.day(day, today))),
        day: entry.picked && words.day(entry.picked, today),
      });
    case "joined":
      return words.say("story_joined", { wave_name: entry.waveName });
    case "sent":
      return "";
  }
}

function answerWords(
  words: PageWords,
  { kind, by, platform, inTheWay }: Extract<StoryEntry, { what: "answered" }>,
): string {
  const isKnown = platform === "slack" || platform === "teams" || platform === "local";
  return words.say("story_answered", {
    answer: words.say(`answer_${kind}`, {}),
    person: by,
    platform: isKnown ? words.say(`platform_${platform}`, {}) : undefined,
    names: inTheWay.length > 0 ? words.list(inTheWay) : undefined,
  });
}

/** Why things were sent or not; the sentences are the bot's own, in its language. */
export function drawDecisions(
  words: PageWords,
  { decisions, outlook, today }: Pick<MySchool, "decisions" | "outlook" | "today">,
): Markup {
  const next = outlook === undefined ? "" : html`<p lang="en">${outlook}</p>`;
  if (decisions.length === 0) return html`${next}${drawText(words.say("why_none", {}))}`;
  const rows = decisions.map(
    ({ on, text }) =>
      html`<li><p>${words.day(on, today)}</p><p class="small" lang="en">${text}</p></li>`,
  );
  return html`${next}<ul class="plain">${rows}</ul>`;
}
