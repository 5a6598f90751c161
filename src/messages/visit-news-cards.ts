import type { ExpeditionId } from "#domain/ids.ts";
import type { Card } from "#ports/card.ts";
import { button } from "./actions.ts";
import type { Words } from "./words.ts";

interface VisitNamed {
  readonly id: ExpeditionId;
  readonly day: string;
  readonly school: string;
}

/** To somebody who was named to come along: where, when and who asked. */
export function namedVisitorCard(
  words: Words,
  {
    id,
    day,
    school,
    contact,
    movedFrom,
  }: VisitNamed & { readonly contact: string; readonly movedFrom?: string | undefined },
): Card {
  const said = { school, day: words.day(day), person: contact };
  const text =
    movedFrom === undefined
      ? words.say("visit_named", said)
      : words.say("visit_named_moved", { ...said, date: words.day(movedFrom) });
  return {
    text,
    buttons: [button(words.say("button_expedition_open", {}), "open-expedition", [id])],
    context: words.say("visit_named_context", {}),
    fallback: text,
  };
}

interface VisitChased extends VisitNamed {
  readonly isRecorded: boolean;
  /** Who does not visit writes nothing down. */
  readonly isOn: boolean;
  readonly mayEnd: boolean;
}

/** After its day: was it done? */
export function chaseCard(words: Words, chased: VisitChased): Card {
  const { id, day, school, isRecorded, isOn, mayEnd } = chased;
  const title = words.say("visit_chase_title", { school });
  const text = words.say(isRecorded ? "visit_chase_finish" : "visit_chase", {
    day: words.day(day),
  });
  const record = button(words.say("button_expedition_record", {}), "record-expedition", [id]);
  const finish = button(words.say("button_expedition_finish", {}), "finish-expedition", [id]);
  const off = button(words.say("button_expedition_off", {}), "cancel-expedition", [id]);
  return {
    title,
    text,
    buttons: [...(isRecorded ? [finish] : []), ...(isOn ? [record] : []), ...(mayEnd ? [off] : [])],
    fallback: title,
  };
}

/** To whoever planned it: there is no school that day any more. */
export function noSchoolCard(words: Words, { id, day, school }: VisitNamed): Card {
  const text = words.say("visit_no_school_text", { school, day: words.day(day) });
  return {
    title: words.say("visit_no_school_title", { school }),
    text,
    buttons: [
      button(words.say("button_expedition_move", {}), "move-expedition", [id]),
      button(words.say("button_expedition_off", {}), "cancel-expedition", [id]),
    ],
    fallback: text,
  };
}
