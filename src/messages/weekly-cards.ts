import type { DigestSection, DigestTemplate, NudgeText } from "#domain/content.ts";
import type { Card } from "#ports/card.ts";
import type { Words } from "./words.ts";

/** One short idea: what it is, why, and one thing to try. */
export function nudgeCard(words: Words, nudge: NudgeText, asked: boolean): Card {
  const minutes =
    nudge.minutes <= 1
      ? words.say("nudge_minute", {})
      : words.say("nudge_minutes", { minutes: String(nudge.minutes) });
  const context = words.say("nudge_context", {
    minutes_text: minutes,
    practice_label: words.label("practice", nudge.practice),
  });
  return {
    title: nudge.title,
    text: [nudge.body, nudge.praiseHook].join("\n"),
    fields: [{ label: words.say("nudge_try", {}), value: nudge.tryThis }],
    context: asked ? `${context} · ${words.say("nudge_why_you", {})}` : context,
    fallback: `${nudge.title}. ${nudge.tryThis}`,
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
  const filled = template.sections.flatMap((section) => {
    const lines = sectionLines(words, section, facts);
    return lines.length > 0 ? [{ label: section.title, value: lines.join("\n") }] : [];
  });
  const title = words.fill(template.subject, facts.subject);
  const [first] = filled;
  return {
    title,
    text: "",
    fields: filled,
    fallback: `${title}. ${first?.label ?? ""}: ${first?.value ?? ""}`.replaceAll("\n", " "),
  };
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
