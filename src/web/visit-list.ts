import { html } from "hono/html";
import type { PageWords } from "#messages/page-words.ts";
import type { MySchool } from "#usecases/read-my-school.ts";
import { drawText } from "./page-parts.ts";
import type { Markup } from "./page-shell.ts";
import { visitPath } from "./visit-paths.ts";

/** What the page of one school says of its visits. */
export function drawVisitsAt(
  words: PageWords,
  { visits, today }: Pick<MySchool, "visits" | "today">,
): Markup {
  if (visits.length === 0) return drawText(words.say("visits_at_none", {}));
  return drawVisitList(
    visits.map(({ id, kind, day }) => {
      const key = kind === "baseline" ? "visits_at_baseline" : "visits_at_follow_up";
      const name = words.say(key, { day: words.day(day, today) });
      return html`<li><a href="${visitPath(id)}">${name}</a></li>`;
    }),
  );
}

/** Links, one under the other. */
export function drawVisitList(items: readonly Markup[]): Markup {
  return html`<ul class="choices">${items}</ul>`;
}
