import { type Observation, type Signal, signals } from "#domain/expedition.ts";
import { MOST_VISIT_LINE } from "#domain/visit-line.ts";
import { MOST_ROOMS, type SentPart } from "#domain/visit-part.ts";
import type { PageWords } from "#messages/page-words.ts";
import type { HeldVisitLine } from "#usecases/check-visit-line.ts";
import type { RecordProblem } from "#usecases/record-part.ts";
import { fieldOf } from "./sessions.ts";

const COUNT = /^\d{1,7}$/;

/** A visit's part as its form sends it; what is no number is 0, which no part may say. */
export function readPart(form: FormData, lookFors: readonly string[]): SentPart {
  const observations = lookFors.flatMap((lookFor): Observation[] => {
    const signal = toSignal(fieldOf(form, `signal.${lookFor}`));
    if (!signal) return [];
    const rooms = toCount(fieldOf(form, `rooms.${lookFor}`));
    return [{ lookFor, signal, rooms, note: fieldOf(form, `note.${lookFor}`) }];
  });
  return {
    part: fieldOf(form, "part"),
    revision: toCount(fieldOf(form, "revision")),
    rooms: toCount(fieldOf(form, "rooms")),
    observations,
  };
}

function toSignal(value: string): Signal | undefined {
  return signals.find((signal) => signal === value);
}

function toCount(value: string): number {
  return COUNT.test(value) ? Number(value) : 0;
}

/** What is not right, and what to do. */
export function sayProblem(words: PageWords, { field, held }: RecordProblem): string {
  const most = String(MOST_ROOMS);
  switch (field) {
    case "rooms":
      return words.say("record_error_rooms", { most });
    case "look_rooms":
      return words.say("record_error_look_rooms", {});
    case "note":
      return held
        ? sayHeld(words, held)
        : words.say("record_error_note_long", { most: String(MOST_VISIT_LINE) });
    case "part":
    case "look_for":
      return words.say("record_error_other", {});
  }
}

function sayHeld(words: PageWords, { why, words: names }: HeldVisitLine): string {
  const reason = words.say(reasonOf(why), {});
  return names.length > 0 ? words.say("record_held", { reason, names: words.list(names) }) : reason;
}

function reasonOf(why: HeldVisitLine["why"]) {
  switch (why) {
    case "name":
    case "student_name":
      return "record_held_name";
    case "room":
      return "record_held_room";
    case "score":
      return "record_held_judged";
    case "student_id":
      return "record_held_number";
    default:
      return "record_held_private";
  }
}
