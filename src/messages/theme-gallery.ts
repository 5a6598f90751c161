import { type FocusGroup, sumThemes } from "#domain/focus-group.ts";
import {
  type ClusterId,
  type FocusGroupId,
  type PersonId,
  type SiteId,
  toId,
} from "#domain/ids.ts";
import type { Card, Form } from "#ports/card.ts";
import { mapCard } from "./map-card.ts";
import { themesCard, themesForm } from "./theme-cards.ts";
import type { Words } from "./words.ts";

const group: FocusGroup = {
  id: toId<FocusGroupId>("g1"),
  site: toId<SiteId>("s1"),
  type: "student",
  day: "2025-09-04",
  size: 5,
  by: toId<PersonId>("p1"),
  at: new Date("2025-09-04T15:00:00Z"),
  themes: [
    {
      id: "1",
      practice: "choice",
      pitfall: "plate_full",
      text: "More time to *choose* <b>books</b>.",
    },
  ],
};

/** The pocket map, and what groups said. */
export function themeGallery(words: Words): Readonly<Record<string, Card>> {
  const clusters = ["Near", "<i>Far</i> & away"].map((name) => ({
    id: toId<ClusterId>(name),
    name,
  }));
  const told = {
    from: "2025-08-11",
    isAny: true,
    counts: sumThemes([group, group, group]),
    own: [{ group, school: "Oak *Hill*" }],
  };
  return {
    map: mapCard(words, { clusters, rows: [{ practice: "choice", cells: ["both", "visit"] }] }),
    themes: themesCard(words, told, "https://bot.example.org"),
  };
}

/** The form of one group. */
export function themeForms(words: Words): Readonly<Record<string, Form>> {
  return { themes: themesForm(words, { id: group.id, school: "", today: group.day }) };
}
