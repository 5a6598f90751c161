import { html } from "hono/html";
import { type Language, languages } from "#domain/language.ts";
import { type Idea, toNudge } from "#domain/own-nudges.ts";
import type { Season } from "#domain/seasons.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { IdeaList } from "#usecases/list-ideas.ts";
import { drawPart, drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";
import { drawTabs } from "./wording-parts.ts";
import { ideaPath } from "./wording-paths.ts";

const audiences = ["teacher", "principal"] as const;

/** Every idea, by whom it is for and by practice. */
export function drawIdeas(words: PageWords, list: IdeaList): Markup {
  return html`${drawTabs(words, "ideas")}
${drawText(words.say("ideas_text", {}))}
<p><a class="button" href="${ideaPath("new")}">${words.say("ideas_add", {})}</a></p>
${audiences.map((audience) =>
  drawPart(
    words.say(`ideas_${audience}`, {}),
    list.practices.map(({ id, label }) => {
      const ideas = list.ideas.filter(
        ({ facts }) => facts.audience === audience && facts.practice === id,
      );
      return ideas.length === 0
        ? html``
        : html`<h3>${label}</h3><ul class="thanks">${ideas.map((idea) => drawIdea(words, list, idea))}</ul>`;
    }),
  ),
)}`;
}

function drawIdea(words: PageWords, list: IdeaList, idea: Idea): Markup {
  const { facts, origin, isRetired } = idea;
  const title = toNudge(idea, words.language)?.title ?? "";
  const changed = origin === "product" ? undefined : words.say(`ideas_state_${origin}`, {});
  const state = isRetired ? words.say("ideas_state_retired", {}) : changed;
  const small = [sayFacts(words, idea), ...sayAvoid(words, idea), ...sayTuning(words, list, idea)];
  return html`<li><h4><a href="${ideaPath(facts.id)}">${facts.id}: ${title}</a></h4>
${state === undefined ? "" : html`<p class="badge">${state}</p>`}
${isOneLanguage(idea) ? html`<p class="small">${words.say("ideas_one_language", {})}</p>` : ""}
${small.map((line) => html`<p class="small">${line}</p>`)}</li>`;
}

/** True for an idea that is read in one language by everybody. */
function isOneLanguage({ words }: Pick<Idea, "words">): boolean {
  return languages.some((language: Language) => words[language] === undefined);
}

function sayFacts(words: PageWords, { facts }: Idea): string {
  const seasons = saySeasons(words, facts.prefer);
  return words.say("ideas_facts", { minutes: String(facts.minutes), seasons });
}

function sayAvoid(words: PageWords, { facts }: Idea): readonly string[] {
  if (facts.avoid.length === 0) return [];
  return [words.say("ideas_avoid", { seasons: saySeasons(words, facts.avoid) })];
}

function saySeasons(words: PageWords, seasons: readonly Season[]): string {
  return words.list(seasons.map((season) => words.say(`season_${season}`, {})));
}

/** A count below five is not told; nothing where nobody pressed. */
function sayTuning(words: PageWords, { tunings }: IdeaList, { facts }: Idea): readonly string[] {
  const found = tunings.get(facts.id);
  if (!found) return [];
  const [useful, not] = [found.useful, found.notForMe].map((count) =>
    count === undefined ? words.say("ideas_few", {}) : String(count),
  );
  return [words.say("ideas_tuning", { useful, not })];
}
