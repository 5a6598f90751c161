import { chartTable } from "#domain/chart.ts";
import type { DistrictFacts, PrincipalFacts } from "#domain/digest-facts.ts";
import { localDay, localTime, mondayOf } from "#domain/local-time.ts";
import type { Card, CardChart, Link } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { ChartName } from "./chart-words.ts";
import { freshLines } from "./digest-lines.ts";
import type { DigestNames } from "./digest-names.ts";
import { noteLines } from "./note-lines.ts";
import { digestCard, type Line } from "./weekly-cards.ts";
import type { Words } from "./words.ts";

/** Where the newest digest of a reader is, under the address of all pages. */
export const DIGEST_PATH = "/dashboard/digest";

/** A digest as it was kept, with what it quotes as people wish today. */
export interface DigestView {
  readonly id: string;
  /** Every figure is of this instant. */
  readonly at: Date;
  readonly zone: string;
  readonly facts: DistrictFacts | PrincipalFacts;
  readonly names: DigestNames;
  readonly good: readonly Line[];
  readonly charts: readonly (CardChart & { readonly name: ChartName })[];
  /** The address of all pages; undefined where nobody knows it. */
  readonly pagesUrl: string | undefined;
}

/** Where a digest's own page is. */
export function digestPath(id: string): string {
  return `${DIGEST_PATH}/${encodeURIComponent(id)}`;
}

/** A lead's digest or a principal's note: a card with the instant of its figures, and its page. */
export function keptDigestCard(words: Words, view: DigestView): Card {
  const links = linksOf(words, view);
  // For whoever sees no chart: the others say what the sections say.
  const growth = view.charts.find(({ name }) => name === "growth");
  return {
    ...sectionsCard(words, view),
    charts: view.charts.length > 0 ? view.charts : undefined,
    table: growth && chartTable(growth),
    context: asOf(words, view),
    links,
    buttons: [button(words.say("button_digest_text", {}), "digest-text", [view.id])],
  };
}

/** Title and sections alone. */
export function sectionsCard(words: Words, view: DigestView): Card {
  const { facts, names, good } = view;
  if (facts.kind === "principal") {
    const school = names.sites.get(facts.site) ?? "";
    return digestCard(words, words.library.principalNote, {
      subject: { school },
      sections: { ...noteLines(words, facts, names), good_found: good },
      saidWhenEmpty: new Set(["your_answers"]),
      empty: {},
    });
  }
  return digestCard(words, words.library.digest, {
    subject: { week_of: words.day(mondayOf(names.today)) },
    sections: { ...freshLines(words, facts, names), good_found: good },
    saidWhenEmpty: new Set(["do_this_week"]),
    saidWhenCut: new Set(["call_list"]),
    empty: {},
  });
}

/** Of which instant the figures are, and of which schools. */
export function asOf(words: Words, { at, zone, facts, names }: DigestView): string {
  const when = { day: words.day(localDay(at, zone)), time: words.time(localTime(at, zone)) };
  const clusters = facts.kind === "district" ? facts.clusters : undefined;
  if (!clusters) return words.say("digest_as_of", when);
  const known = clusters.flatMap((id) => names.clusters.get(id) ?? []);
  const own = words.list(known.toSorted(words.compare));
  return words.say("digest_as_of_clusters", { ...when, names: own });
}

function linksOf(words: Words, { id, pagesUrl }: DigestView): readonly Link[] {
  if (pagesUrl === undefined) return [];
  const url = `${pagesUrl}${digestPath(id)}`;
  return [
    { label: words.say("link_digest_page", {}), url },
    { label: words.say("link_digest_print", {}), url: `${url}?print` },
  ];
}

/** The same without any markup, to paste into a bulletin. */
export function digestText(words: Words, view: DigestView): string {
  const { title = "", fields = [] } = sectionsCard(words, view);
  const parts = fields.map(({ label, value }) => `${label}\n${value}`);
  return [title, asOf(words, view), ...parts].join("\n\n");
}
