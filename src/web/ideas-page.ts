import { html } from "hono/html";
import { languages } from "#domain/language.ts";
import { toNudge } from "#domain/own-nudges.ts";
import { displayName } from "#domain/roster.ts";
import { nudgeCard } from "#messages/weekly-cards.ts";
import { type KeptIdea, keepIdea } from "#usecases/keep-idea.ts";
import { CONTENT, type IdeaToChange, listIdeas, NEW_IDEA, readIdea } from "#usecases/list-ideas.ts";
import { retireIdea } from "#usecases/retire-idea.ts";
import type { Visit } from "./dashboard.ts";
import { drawFields, type IdeaDraft, readTyped, typedFrom } from "./idea-form.ts";
import { drawIdeas } from "./ideas-parts.ts";
import { drawPart, drawText, menuOf } from "./page-parts.ts";
import { showNotFound } from "./page-refusals.ts";
import { type Markup, ownField, renderPage, wordsOf } from "./page-shell.ts";
import { readForm } from "./read-form.ts";
import { fieldOf } from "./sessions.ts";
import { drawMessage } from "./wording-parts.ts";
import { IDEAS_PATH, ideaPath, WORDS_PATH } from "./wording-paths.ts";

/** `/dashboard/ideas`: every idea of the district. Throws NOT_ALLOWED. */
export async function showIdeas({ context, product, session }: Visit): Promise<Response> {
  const list = await listIdeas(product, session.actor);
  const words = wordsOf(context);
  const frame = {
    title: words.say("ideas_title", {}),
    signedIn: { name: displayName(list.pages.me), csrf: session.csrf },
    links: menuOf(words, list.pages, WORDS_PATH),
  };
  return await renderPage(context, frame, drawIdeas(words, list));
}

/** `/dashboard/ideas/:idea`, or `new`: one idea to look at and to change. Throws NOT_ALLOWED. */
export async function showIdea(visit: Visit): Promise<Response> {
  const { context, product, session } = visit;
  const id = idOf(visit);
  const found = await readIdea(product, session.actor, id);
  if (!found) return await showNotFound(context);
  return await render(visit, found, { typed: typedFrom(found.idea, id), looked: undefined });
}

function idOf({ context }: Visit): string {
  return context.req.param("idea") ?? "";
}

/** Looks at what was typed, or keeps it. Throws NOT_ALLOWED. */
export async function changeIdea(visit: Visit): Promise<Response> {
  const { context, product, session } = visit;
  const form = await readForm(context);
  const typed = readTyped(form, idOf(visit));
  const keep = fieldOf(form, "do") === "keep" && fieldOf(form, "seen") === JSON.stringify(typed);
  const looked = await keepIdea(product, session.actor, { ...typed, keep });
  const found = looked && (await readIdea(product, session.actor, typed.id));
  if (!found) return await showNotFound(context);
  if (looked.kept !== undefined) return context.redirect(`${ideaPath(looked.kept)}?said=kept`, 303);
  return await render(visit, found, { typed, looked });
}

/** A retired idea is not sent; it comes back the same way. Throws NOT_ALLOWED. */
export async function changeRetired(visit: Visit): Promise<Response> {
  const { context, product, session } = visit;
  const id = idOf(visit);
  const retired = fieldOf(await readForm(context), "retired") === "yes";
  if (!(await retireIdea(product, session.actor, { id, retired })))
    return await showNotFound(context);
  return context.redirect(`${ideaPath(id)}?said=${retired ? "retired" : "back"}`, 303);
}

async function render(visit: Visit, found: IdeaToChange, draft: IdeaDraft): Promise<Response> {
  const { context, session } = visit;
  const words = wordsOf(context);
  const { id } = draft.typed;
  const title = id === NEW_IDEA ? words.say("idea_new_title", {}) : words.say("idea_title", { id });
  const frame = {
    title,
    signedIn: { name: displayName(found.pages.me), csrf: session.csrf },
    links: menuOf(words, found.pages, WORDS_PATH),
    said: saidOf(visit, draft.looked),
  };
  return await renderPage(context, frame, drawIdeaPage(visit, found, draft));
}

function saidOf(visit: Visit, looked: KeptIdea | undefined): string | undefined {
  const words = wordsOf(visit.context);
  if (looked && !mayKeep(looked)) return words.say("words_fix", {});
  switch (visit.context.req.query("said")) {
    case "kept":
      return words.say("idea_said_kept", { id: idOf(visit) });
    case "retired":
      return words.say("idea_said_retired", {});
    case "back":
      return words.say("idea_said_back", {});
    default:
      return undefined;
  }
}

function mayKeep({ wrong, findings }: KeptIdea): boolean {
  const all = languages.flatMap((language) => findings[language]);
  return wrong.length === 0 && all.every(({ level }) => level !== "error");
}

function drawIdeaPage(visit: Visit, found: IdeaToChange, draft: IdeaDraft): Markup {
  const words = wordsOf(visit.context);
  const { typed, looked } = draft;
  const seen = looked
    ? html`<input type="hidden" name="seen" value="${JSON.stringify(typed)}">`
    : "";
  return html`${drawPreview(visit, found, draft)}
<form method="post" action="${ideaPath(typed.id)}">${ownField(visit.session.csrf)}
${drawFields(words, draft, found.practices)}${seen}
<div class="acts">
<button name="do" value="check"${looked ? html` class="plain"` : ""}>${words.say("idea_check", {})}</button>
${looked && mayKeep(looked) ? drawKeep(visit, looked) : ""}
</div>
</form>
${drawRetire(visit, found)}
<p><a href="${IDEAS_PATH}">${words.say("ideas_all", {})}</a></p>`;
}

function drawKeep({ context }: Visit, { findings }: KeptIdea): Markup {
  const words = wordsOf(context);
  const isClean = languages.every((language) => findings[language].length === 0);
  const label = isClean ? words.say("idea_keep", {}) : words.say("idea_keep_anyway", {});
  return html`<button name="do" value="keep">${label}</button>`;
}

/** As a school would see it, in both languages, with its own materials where the idea is about them. */
function drawPreview({ context, product }: Visit, found: IdeaToChange, { looked }: IdeaDraft) {
  const words = wordsOf(context);
  const idea = looked ? looked.idea : found.idea;
  if (!idea) return html``;
  const { school } = found;
  const heading = school
    ? words.say("idea_preview", { school: school.name })
    : words.say("idea_preview_none", {});
  const cards = languages.flatMap((language) => {
    const nudge = toNudge(idea, language);
    const materials = idea.facts.practice === CONTENT ? school?.coreMaterials : undefined;
    const isRead = idea.words[language] !== undefined;
    return nudge && isRead
      ? [drawMessage(nudgeCard(product.wordsIn[language], nudge, { materials }), language)]
      : [];
  });
  const alone = cards.length === 1 ? drawText(words.say("ideas_one_language", {})) : "";
  return drawPart(heading, html`${alone}<div class="beside">${cards}</div>`);
}

function drawRetire({ context, session }: Visit, { idea }: IdeaToChange): Markup {
  if (!idea) return html``;
  const words = wordsOf(context);
  const { isRetired, facts } = idea;
  const label = isRetired ? words.say("idea_bring_back", {}) : words.say("idea_retire", {});
  const state = isRetired
    ? words.say("ideas_state_retired", {})
    : words.say("idea_retire_text", {});
  return html`<section class="quiet">${drawText(state)}
<form method="post" action="${ideaPath(facts.id)}/retire">${ownField(session.csrf)}
<input type="hidden" name="retired" value="${isRetired ? "no" : "yes"}">
<button class="plain">${label}</button></form></section>`;
}
