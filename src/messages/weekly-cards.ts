import type { DigestSection, DigestTemplate, NudgeText } from "#domain/content.ts";
import type { Card, Field } from "#ports/card.ts";
import { ideaButtons, ideaContext, type NudgeNotes, tryWords } from "./idea-cards.ts";
import type { Words } from "./words.ts";

/** One short idea: what it is, why, and one thing to try, unless it says that there is nothing. */
export function nudgeCard(words: Words, nudge: NudgeText, notes: NudgeNotes = {}): Card {
  const { title, body, praiseHook, nothingToTry = false } = nudge;
  const value = tryWords(words, nudge, notes);
  const parts = nothingToTry ? [body, value, praiseHook] : [body, praiseHook];
  return {
    title,
    text: parts.join("\n"),
    ...(nothingToTry ? {} : { fields: [{ label: words.say("nudge_try", {}), value }] }),
    buttons: ideaButtons(words, nudge),
    context: ideaContext(words, nudge, notes),
    fallback: `${title}. ${nothingToTry ? body : value}`,
  };
}

/** Values for one line of a section. */
export type Line = Readonly<Record<string, string | undefined>>;

/** What each section has to say, by section id; a section that is not named is empty. */
export type SectionLines = Readonly<Record<string, readonly Line[] | undefined>>;

export interface DigestFacts {
  readonly subject: Line;
  readonly sections: SectionLines;
  /** Values for the empty states, such as the week's question. */
  readonly empty: Line;
  /** The sections that say so when they are empty; all others are left out. */
  readonly saidWhenEmpty: ReadonlySet<string>;
  /** The sections that say how many more there are than they show. */
  readonly saidWhenCut?: ReadonlySet<string> | undefined;
}

/**
 * A digest or a roundup from its template: sections in their order, at most as many lines as the
 * template allows; an empty section is left out, unless it is one that says so.
 */
export function digestCard(words: Words, template: DigestTemplate, facts: DigestFacts): Card {
  const fields = template.sections.flatMap((section) => toField(words, section, facts));
  return withFields(words.fill(template.subject, facts.subject), fields);
}

/** The same card with the sections that are given as they read now; everything else stays as it was. */
export function redrawDigest(
  words: Words,
  template: DigestTemplate,
  { card, facts }: { readonly card: Card; readonly facts: Omit<DigestFacts, "subject"> },
): Card {
  const kept = card.fields ?? [];
  const fields = template.sections.flatMap((section) =>
    section.id in facts.sections
      ? toField(words, section, { ...facts, subject: {} })
      : kept.filter(({ label }) => label === section.title),
  );
  return { ...card, ...withFields(card.title ?? "", fields) };
}

/** The words in which a digest was written; undefined where none of them has its sections. */
export function wordsOfDigest(
  { fields = [] }: Card,
  all: readonly Words[],
  templateOf: (words: Words) => DigestTemplate,
): Words | undefined {
  return all.find((words) => {
    const titles = new Set(templateOf(words).sections.map(({ title }) => title));
    return fields.length > 0 && fields.every(({ label }) => titles.has(label));
  });
}

function withFields(title: string, fields: readonly Field[]): Card {
  const [first] = fields;
  const said = first ? `${title}. ${first.label}: ${first.value}` : title;
  return { title, text: "", fields, fallback: said.replaceAll("\n", " ") };
}

function toField(words: Words, section: DigestSection, facts: DigestFacts): readonly Field[] {
  const lines = sectionLines(words, section, facts);
  const label = words.fill(section.title, facts.subject);
  return lines.length > 0 ? [{ label, value: lines.join("\n") }] : [];
}

function sectionLines(words: Words, section: DigestSection, facts: DigestFacts): string[] {
  const lines = facts.sections[section.id] ?? [];
  if (lines.length > 0) {
    const shown = lines.slice(0, section.most).map((line) => words.fill(section.template, line));
    const rest = facts.saidWhenCut?.has(section.id) ? lines.length - shown.length : 0;
    return rest > 0 ? [...shown, words.say("digest_more", { count: String(rest) })] : shown;
  }
  if (!facts.saidWhenEmpty.has(section.id)) return [];
  const empty = words.fill(section.empty, facts.empty);
  return empty === "" ? [] : [empty];
}

/** How many lines a section has; none where the district's template has no such section. */
export function mostLines({ sections }: DigestTemplate, id: string): number {
  return sections.find((section) => section.id === id)?.most ?? 0;
}
