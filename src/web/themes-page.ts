import { html } from "hono/html";
import type { ThemeCount } from "#domain/focus-group.ts";
import { displayName } from "#domain/roster.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { Words } from "#messages/words.ts";
import { listThemes, type OwnGroup, type ToldThemes } from "#usecases/list-themes.ts";
import type { Visit } from "./dashboard.ts";
import { drawFacts, drawPart, drawText, menuOf } from "./page-parts.ts";
import { type Markup, renderPage, wordsOf } from "./page-shell.ts";
import { THEMES_PATH } from "./visit-paths.ts";

/** `/dashboard/themes`: what groups said, by theme and from three groups on. Throws NOT_ALLOWED. */
export async function showThemesPage({ context, product, session }: Visit): Promise<Response> {
  const { pages, told } = await listThemes(product, session.actor);
  const words = wordsOf(context);
  const frame = {
    title: words.say("themes_title", {}),
    signedIn: { name: displayName(pages.me), csrf: session.csrf },
    links: menuOf(words, pages, THEMES_PATH),
  };
  return await renderPage(context, frame, drawThemes(words, product.wordsIn[words.language], told));
}

function drawThemes(words: PageWords, bot: Words, told: ToldThemes): Markup {
  const { from, today, isAny, counts, own } = told;
  const day = words.day(from, today);
  if (!isAny) return drawText(words.say("themes_none", { day }));
  const pitfallOf = (code: string) =>
    bot.library.pitfalls.find((each) => each.code === code)?.label ?? "";
  const practiceOf = (id: string) => bot.label("practice", id);
  return html`${drawText(words.say("themes_text", { day }))}
${counts.groups === 0 ? drawText(words.say("themes_few", {})) : ""}
${drawCounts(words, words.say("themes_practices", {}), named(counts.practices, practiceOf))}
${drawCounts(words, words.say("themes_pitfalls", {}), named(counts.pitfalls, pitfallOf))}
${drawPart(words.say("themes_own", {}), drawOwn(words, own, today))}`;
}

interface Named {
  readonly name: string;
  readonly groups: number;
}

/** By name: a number makes no order. */
function named(counts: readonly ThemeCount[], nameOf: (id: string) => string): readonly Named[] {
  return counts
    .map(({ id, groups }) => ({ name: nameOf(id), groups }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function drawCounts(words: PageWords, heading: string, counts: readonly Named[]): Markup {
  if (counts.length === 0) return html``;
  const facts = counts.map(({ name, groups }) => ({
    name,
    value: words.say("themes_count", { count: String(groups) }),
  }));
  return drawPart(heading, drawFacts(facts));
}

function drawOwn(words: PageWords, own: readonly OwnGroup[], today: string): Markup {
  if (own.length === 0) return drawText(words.say("themes_own_none", {}));
  return html`${own.map(
    ({ group, school }) => html`<h3>${words.say("themes_own_head", {
      day: words.day(group.day, today),
      school,
      type: words.say(`themes_${group.type}`, {}),
      size: String(group.size),
    })}</h3>
<ul>${group.themes.map(({ text }) => html`<li>${text}</li>`)}</ul>`,
  )}`;
}
