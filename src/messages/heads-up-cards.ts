import type { ExpeditionId } from "#domain/ids.ts";
import type { Card, Field } from "#ports/card.ts";
import { button } from "./actions.ts";
import { YES } from "./peer-visit-cards.ts";
import type { Words } from "./words.ts";

/** What a school is told of a visit before it. */
export interface VisitNotice {
  readonly id: ExpeditionId;
  readonly day: string;
  readonly school: string;
  /** Who planned it. */
  readonly contact: string;
  /** Who visits, by name: for those who answer for the school. */
  readonly visitors: readonly string[];
  readonly hasChannel: boolean;
  /** The day it was on before. */
  readonly movedFrom?: string | undefined;
  /** True once nobody can ask any more to be left out. */
  readonly isOver?: boolean | undefined;
  /** True where there is no school on its day any more. */
  readonly isPutOff?: boolean | undefined;
}

/** To a school's staff: when, what is promised, and a way to be left out. Nobody is named as a visitor. */
export function headsUpCard(words: Words, notice: VisitNotice): Card {
  const day = words.day(notice.day);
  if (notice.isPutOff) return putOffCard(words, day);
  const moved = movedWords(words, notice);
  const text = headsUpText(words, notice);
  const skip = button(words.say("button_skip_room", {}), "skip-room", [notice.id, YES]);
  return {
    title: words.say("heads_up_title", { day }),
    text: [moved, text].filter((each) => each !== "").join("\n"),
    fields: [agreementField(words)],
    ...(notice.isOver ? {} : { buttons: [skip] }),
    context: words.say("heads_up_context", {}),
    fallback: [moved, text].filter((each) => each !== "").join(" "),
  };
}

function putOffCard(words: Words, day: string): Card {
  const text = words.say("heads_up_put_off", { day });
  return { title: words.say("heads_up_put_off_title", {}), text, fallback: text };
}

function movedWords(words: Words, { movedFrom, day }: VisitNotice): string {
  if (movedFrom === undefined) return "";
  return words.say("heads_up_moved", { date: words.day(movedFrom), day: words.day(day) });
}

function headsUpText(words: Words, { day, visitors, contact }: VisitNotice): string {
  return words.say("visit_heads_up", {
    visit_date: words.day(day),
    visitors: words.say("heads_up_visitors", { count: String(visitors.length) }),
    help_contact: contact,
  });
}

function agreementField(words: Words): Field {
  const { agreement } = words.library.expedition;
  return { label: words.say("heads_up_agreement", {}), value: agreement.join("\n") };
}

/** To whoever answers for the school: when and who; where there is no channel, words to pass on. */
export function answererNoticeCard(words: Words, notice: VisitNotice): Card {
  const { school, visitors, hasChannel, contact } = notice;
  const day = words.day(notice.day);
  const names = words.list(visitors);
  const moved = movedWords(words, notice);
  const text = words.say("heads_up_answerer", { day, names, school });
  const staff = hasChannel
    ? words.say("heads_up_staff_told", {})
    : words.say("heads_up_please_tell", {});
  const pasted = [headsUpText(words, notice), ...words.library.expedition.agreement].join("\n");
  return {
    title: words.say("heads_up_answerer_title", { day, school }),
    text: [moved, text, staff].filter((each) => each !== "").join("\n"),
    fields: hasChannel
      ? [agreementField(words)]
      : [{ label: words.say("heads_up_paste", {}), value: pasted }],
    context: words.say("heads_up_other_day", { person: contact }),
    fallback: text,
  };
}

/** The visit does not take place. */
export function calledOffCard(
  words: Words,
  { day, school }: { readonly day: string; readonly school: string },
): Card {
  const text = words.say("heads_up_off", { day: words.day(day), school });
  return { title: words.say("heads_up_off_title", {}), text, fallback: text };
}

/** To whoever pressed it, and to nobody else. */
export function skippedCard(words: Words, id: ExpeditionId, isSkipped: boolean): Card {
  const text = words.say(isSkipped ? "skip_noted" : "skip_undone", {});
  const undo = button(words.say("button_skip_undo", {}), "skip-room", [id, "no"]);
  const again = button(words.say("button_skip_room", {}), "skip-room", [id, YES]);
  return { text, buttons: [isSkipped ? undo : again], fallback: text };
}

export interface SkipsTold {
  readonly id: ExpeditionId;
  readonly day: string;
  readonly school: string;
  /** None where everybody took it back. */
  readonly names: readonly string[];
}

/** To those who visit: whose rooms they leave out. */
export function skipsCard(words: Words, { id, day, school, names }: SkipsTold): Card {
  const said = { school, day: words.day(day) };
  const text =
    names.length > 0
      ? words.say("skips_text", { ...said, names: words.list(names) })
      : words.say("skips_none", said);
  const open = button(words.say("button_expedition_open", {}), "open-expedition", [id]);
  return {
    title: words.say("skips_title", { school }),
    text,
    buttons: [open],
    context: words.say("skips_context", {}),
    fallback: text,
  };
}
